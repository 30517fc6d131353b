"""Gibbs learning of more weights than can be listed, by Metropolis et al. (1953)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import inside, one_of, real_array, signs_array, whole
from lib.perceptron.gibbs import boltzmann


class Sampled(NamedTuple):
    """What chains kept: `weights` [chains, K, P] and their `errors` [chains, K]."""

    weights: np.ndarray
    errors: np.ndarray


def metropolis(
    patterns: ArrayLike,
    labels: ArrayLike,
    temperature: ArrayLike,
    *,
    chains: int,
    keep: int,
    every: int,
    burn_in: int,
    seed: int,
    prior: str = "signs",
    stride: float = 0.3,
    start: ArrayLike | None = None,
) -> Sampled:
    """Draw weights with chances ∝ prior × e^(-k/T), k training errors, in many chains.

    A move is taken with chance min(1, e^(-Δk/T)). Of signs: one of the P is flipped,
    or, once in P + 1 times, none, as else at T = ∞ flips would be taken in strict
    alternation. Of Gaussian weights: to √(1 - s²) w + s ξ, which by itself leaves
    N(0, I) as it is (Neal 1999). Taught in is-it-bayesian.

    Parameters
    ----------
    patterns
        [N, P]
    labels
        [N], each -1 or +1; a tie is an error.
    temperature
        T from 0 to infinity, one or [chains].
    chains, keep
        How many chains, and how many states of each are kept.
    every, burn_in
        Moves from one kept state to the next, and moves before these begin.
    prior
        "signs", all 2^P alike, or "gaussian", N(0, I).
    stride
        s in (0, 1], of Gaussian moves.
    start
        [P] or [chains, P]; by default a draw from the prior for each chain.

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    x = real_array("patterns", patterns, 2)
    z = signs_array("labels", labels, len(x), "patterns")[:, None] * x
    shape = whole("chains", chains, 1), x.shape[1]
    keep, every = whole("keep", keep, 1), whole("every", every, 1)
    burn_in, seed = whole("burn_in", burn_in, 0), whole("seed", seed, 0)
    signs = one_of("prior", prior, ("signs", "gaussian")) == "signs"
    stride, price = inside("stride", stride, 0, 1, "(]"), boltzmann(temperature)
    if price.shape not in ((), shape[:1]):
        raise ValueError(
            f"temperature must be one number or [{chains}], one for each chain, "
            f"not of shape {price.shape}"
        )
    rng = np.random.default_rng(seed)
    if start is not None:
        w = _started(start, shape, signs)
    else:
        w = rng.choice([-1.0, 1.0], shape) if signs else rng.standard_normal(shape)
    if signs:
        # To flip the sign of nothing is one more flip.
        w, z = (
            np.pad(w, ((0, 0), (0, 1)), constant_values=1),
            np.pad(z, ((0, 0), (0, 1))),
        )
    columns, margins = np.ascontiguousarray(z.T), w @ z.T
    errors = (margins <= 0).sum(1)
    kept = Sampled(
        np.empty((shape[0], keep, shape[1])), np.empty((shape[0], keep), int)
    )
    for step in range(1, burn_in + keep * every + 1):
        if signs:
            new, moved = _flip(w, margins, columns, rng)
        else:
            new, moved = _turn(w, margins, columns, rng, stride)
        now = (moved <= 0).sum(1)
        taken = rng.random(shape[0]) < price ** np.maximum(now - errors, 0)
        w[taken], margins[taken], errors[taken] = new[taken], moved[taken], now[taken]
        place, rest = divmod(step - burn_in, every)
        if place > 0 and rest == 0:
            kept.weights[:, place - 1] = w[:, : shape[1]]
            kept.errors[:, place - 1] = errors
    return kept


def _started(start: ArrayLike, shape: tuple[int, int], signs: bool) -> np.ndarray:
    start = real_array("start", start, 2 if np.ndim(start) == 2 else 1)
    if start.shape not in (shape, shape[1:]):
        raise ValueError(
            f"start must be of shape {shape[1:]} or {shape}, not {start.shape}"
        )
    if signs and not (np.abs(start) == 1).all():
        raise ValueError('start must hold only -1 and +1 where prior is "signs"')
    return np.broadcast_to(start, shape).copy()


def _flip(
    w: np.ndarray, margins: np.ndarray, columns: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    chain, place = np.arange(len(w)), rng.integers(w.shape[1], size=len(w))
    new = w.copy()
    new[chain, place] *= -1
    return new, margins - 2 * w[chain, place][:, None] * columns[place]


def _turn(
    w: np.ndarray,
    margins: np.ndarray,
    columns: np.ndarray,
    rng: np.random.Generator,
    stride: float,
) -> tuple[np.ndarray, np.ndarray]:
    fresh, stay = rng.standard_normal(w.shape), np.sqrt(1 - stride**2)
    return stay * w + stride * fresh, stay * margins + stride * (fresh @ columns)
