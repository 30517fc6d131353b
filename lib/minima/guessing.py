"""Fits found by guessing weights, without a gradient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import array_where, inside, real_array, signs_array, whole
from lib.minima.nets import Nets, random_nets

CHUNK = 20_000


class Guesses(NamedTuple):
    """What guessing found, for S training sets and K numbers n of their examples.

    Attributes
    ----------
    volume
        [S, K], the share of random nets that label the first n as given.
    balanced
        [S, K], the share that calls half of the first n positive, half negative.
    nets
        nets[s][k], some of those that label the first n of set s as given.
    """

    volume: np.ndarray
    balanced: np.ndarray
    nets: list[list[Nets]]


def guess_and_check(
    x: ArrayLike,
    y: ArrayLike,
    sizes: Sequence[int],
    *,
    hidden: int,
    tries: int,
    seed: int,
    keep: int = 200,
) -> Guesses:
    """Draw random nets, and see which fit (Chiang et al. 2023): no gradient is used.

    Taught in many-minima.

    Parameters
    ----------
    x
        [S, n, D], S training sets, with a constant column.
    y
        [S, n], each -1 or +1.
    sizes
        Numbers of examples to fit, each in 1..n.
    tries
        How many nets, the same for each set.
    keep
        At most so many are returned.

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    x = real_array("x", x, 3).astype(np.float32)
    y = signs_array("y", np.ravel(y), x.shape[0] * x.shape[1]).reshape(x.shape[:2])
    sizes = [whole("each of sizes", size, 1, x.shape[1]) for size in sizes]
    tries, keep = whole("tries", tries, 1), whole("keep", keep, 1)
    rng = np.random.SeedSequence(whole("seed", seed, 0))
    flat = x.reshape(-1, x.shape[2])
    fits, halves = np.zeros((2, len(x), len(sizes)))
    found: list[list[list[Nets]]] = [[[] for _ in sizes] for _ in x]
    kept = np.zeros(fits.shape, int)
    for first in range(0, tries, CHUNK):
        word = int(rng.spawn(1)[0].generate_state(1)[0])
        nets = random_nets(min(CHUNK, tries - first), x.shape[2], hidden, word)
        units = np.maximum(nets.hidden.reshape(-1, x.shape[2]) @ flat.T, 0)
        units = units.reshape(len(nets.out), hidden, -1)
        outputs = (nets.out[:, None] @ units)[:, 0].reshape(-1, *y.shape)
        right = np.logical_and.accumulate(outputs * y > 0, axis=2)
        ups, downs = (np.cumsum(o > 0, axis=2) for o in (outputs, -outputs))
        for k, size in enumerate(sizes):
            fits[:, k] += right[:, :, size - 1].sum(0)
            half = (ups[..., size - 1] * 2 == size) & (downs[..., size - 1] * 2 == size)
            halves[:, k] += half.sum(0)
            for s in np.flatnonzero(kept[:, k] < keep):
                where = np.flatnonzero(right[:, s, size - 1])[: keep - kept[s, k]]
                found[s][k].append(nets.take(where))
                kept[s, k] += len(where)
    joined = [[_join(parts) for parts in row] for row in found]
    return Guesses(fits / tries, halves / tries, joined)


def _join(parts: list[Nets]) -> Nets:
    if not parts:
        return Nets(np.zeros((0, 0, 0)), np.zeros((0, 0)))
    return Nets(*map(np.concatenate, zip(*parts, strict=True)))


def volume_bound(log_volume: ArrayLike, n: int, delta: float = 0.05) -> np.ndarray:
    """Bound on the test error, averaged over all nets that fit n examples.

    With probability 1 - δ over training sets, 1 - exp((ln V + ln δ)/n) for the share V
    of the prior that fits: Occam's razor for a volume, after McAllester (1999), whose
    theorem 1 has a little more on the right. Taught in many-minima.

    Parameters
    ----------
    log_volume
        ln V ≤ 0, any shape.
    n
        Examples.
    delta
        δ in (0, 1).

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    log_volume = array_where("log_volume", log_volume, lambda v: v <= 0, "at most 0")
    n, delta = whole("n", n, 1), inside("delta", delta, 0, 1, "()")
    return -np.expm1((log_volume + np.log(delta)) / n)
