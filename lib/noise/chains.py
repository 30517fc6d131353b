"""Many chains of SGD on linear regression at once, to hold the theory against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import below_one, one_for_each, one_of, positive, real_array, whole
from lib.noise.regression import fitted

# Chains run in blocks whose batches, of this many numbers, fit the cache.
BLOCK = 2**17


class Chains(NamedTuple):
    """What many independent chains of SGD did after the burn-in.

    Attributes
    ----------
    weights
        [chains, D], at the last step.
    covariance
        [D, D], the mean over chains and kept steps of δδᵀ, with δ the distance of the
        weights from the least-squares solution.
    standard_error
        [D, D], of each entry of `covariance`; from the spread over chains, which are
        independent, while the steps of one chain are not.
    """

    weights: np.ndarray
    covariance: np.ndarray
    standard_error: np.ndarray


def _batches(
    rng: np.random.Generator, chains: int, n: int, batch_size: int, sampling: str
) -> Iterator[np.ndarray]:
    """Without end, the examples [chains, B] of each chain's next batch."""
    if sampling == "replace":
        while True:
            yield rng.integers(n, size=(chains, batch_size))
    deck = np.tile(np.arange(n), (chains, 1))
    everyone, top = np.arange(chains), 0
    while True:
        # Fisher & Yates's shuffle of the next B cards: a fresh subset starts each time
        # at the top of the deck, an epoch goes on where the last batch ended.
        for place in range(top, top + batch_size):
            other = rng.integers(place, n, size=chains)
            drawn = deck[everyone, other]
            deck[everyone, other] = deck[:, place]
            deck[:, place] = drawn
        yield deck[:, top : top + batch_size]
        if sampling == "reshuffle":
            top += batch_size
            top = top if top + batch_size <= n else 0


def _run(
    delta: np.ndarray,
    x: np.ndarray,
    residual: np.ndarray,
    lr: float,
    momentum: float,
    batches: Iterable[np.ndarray],
    burn_in: int,
) -> np.ndarray:
    """Move `delta` [chains, D] in place; the mean of δδᵀ after burn-in, per chain."""
    v = np.zeros_like(delta)
    total, kept = np.zeros((*delta.shape, delta.shape[1])), 0
    for step, batch in enumerate(batches):
        rows = x[batch]
        error = np.einsum("cbd,cd->cb", rows, delta) - residual[batch]
        v *= momentum
        v += np.einsum("cb,cbd->cd", error, rows) / batch.shape[1]
        delta -= lr * v
        if step >= burn_in:
            total += delta[:, :, None] * delta[:, None, :]
            kept += 1
    return total / kept


def simulate_chains(
    x: ArrayLike,
    y: ArrayLike,
    lr: float,
    batch_size: int,
    *,
    chains: int,
    steps: int,
    burn_in: int,
    seed: int,
    momentum: float = 0.0,
    sampling: str = "replace",
    start: ArrayLike | None = None,
) -> Chains:
    """Run SGD on linear regression, cost ½(xw - y)² averaged, in many chains at once.

    Each step takes v ← m v + (gradient of the batch's mean cost), w ← w - ε v, from v =
    0. Time for the burn-in is a few times 1/(ε h_min), with h_min the least eigenvalue
    of XᵀX/N; from the least-squares solution, the default, the covariance then is e^(-2
    ε h_min burn_in) short of its limit without momentum. Taught in noise-scale.

    Parameters
    ----------
    x
        [N, D], independent columns.
    y
        [N].
    lr
        ε > 0.
    batch_size
        B; at most N but with sampling="replace".
    chains, steps
        How many chains, and how many steps of each are kept.
    burn_in
        Steps dropped before those.
    seed
        Of all the draws.
    momentum
        m in [0, 1), as in torch.optim.SGD without dampening.
    sampling
        "replace"; "without", a fresh subset each step; or "reshuffle", epochs in a
        fresh order each, the N mod B examples left at the end dropped.
    start
        [D], where all chains begin; the least-squares solution if None.

    Returns
    -------
    Chains. The same arguments give the same numbers.

    Raises
    ------
    ValueError
        For input out of these ranges, before any work.
    FloatingPointError
        If the chains diverge beyond what a float can hold.
    """
    lr, momentum = positive("lr", lr), below_one("momentum", momentum)
    one_of("sampling", sampling, ("replace", "without", "reshuffle"))
    chains, steps = whole("chains", chains, 2), whole("steps", steps, 1)
    burn_in, seed = whole("burn_in", burn_in, 0), whole("seed", seed, 0)
    x, best, residual = fitted(x, y)
    n, d = x.shape
    batch_size = whole(
        "batch_size", batch_size, 1, None if sampling == "replace" else n
    )
    start = best if start is None else real_array("start", start, 1)
    one_for_each("start", start, "weight", d, "columns of x")

    size = max(1, BLOCK // max(batch_size * d, d * d, n // 16))
    sizes = [min(size, chains - first) for first in range(0, chains, size)]
    streams = np.random.SeedSequence(seed).spawn(len(sizes))
    away, squares, last = [], [], burn_in + steps
    for count, stream in zip(sizes, streams, strict=True):
        delta = np.tile(start - best, (count, 1))
        draws = _batches(np.random.default_rng(stream), count, n, batch_size, sampling)
        with np.errstate(over="ignore", invalid="ignore"):
            squares.append(
                _run(delta, x, residual, lr, momentum, islice(draws, last), burn_in)
            )
        away.append(delta)
    delta, square = np.concatenate(away), np.concatenate(squares)
    if not np.isfinite(square).all():
        raise FloatingPointError(f"chains diverged at lr={lr:g}: lower it")
    return Chains(
        weights=best + delta,
        covariance=square.mean(0),
        standard_error=square.std(0, ddof=1) / np.sqrt(chains),
    )
