"""Whether a measure puts networks in the order of their errors.

A measure is taken to promise little error where it is small: turn the sign of one, such
as a margin, that promises the reverse. Networks are entries of lists.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from lib.checks import inside, one_for_each, real_array, whole


class TauInterval(NamedTuple):
    """Kendall's τ, and an interval for it.

    Attributes
    ----------
    tau
        Of all networks, or the mean over seeds.
    low, high
        The interval's ends.
    samples
        The τ of each resample, or of each seed.
    """

    tau: float
    low: float
    high: float
    samples: np.ndarray


def kendall_tau(measure: ArrayLike, error: ArrayLike) -> float:
    """(pairs in order - pairs out of order) / pairs, of networks [n], in [-1, 1].

    With ties it is τ_b: what is divided by is √(pairs that the measure orders · pairs
    that the error orders). Where that is 0, τ is 0: nothing was said. Taught in
    measures.

    Raises
    ------
    ValueError
        If there are not two networks or more, with a measure and an error each.
    """
    measure, error = lists(measure, error)
    return tau(measure, error)


def bootstrap_tau(
    measure: ArrayLike,
    error: ArrayLike,
    groups: ArrayLike | None = None,
    *,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> TauInterval:
    """τ with the percentile interval of its bootstrap over networks or groups of them.

    Taught in measures.

    Parameters
    ----------
    measure, error
        [n]
    groups
        [n], what is drawn as a whole: the setting where it was trained from several
        seeds, since these are not independent.
    draws
        How many resamples.
    level
        Of the interval, in (0, 1).
    seed
        Of the resampling.

    Raises
    ------
    ValueError
        If lengths differ, or there is only one group.
    """
    measure, error = lists(measure, error)
    draws, level = whole("draws", draws, 1), inside("level", level, 0, 1, "()")
    group = np.arange(len(error)) if groups is None else code("groups", groups)
    one_for_each("groups", group, "entry", len(error), "networks")
    count = group.max() + 1
    if count < 2:
        raise ValueError("groups must hold two that differ")
    rng = np.random.default_rng(whole("seed", seed, 0))
    times = rng.multinomial(count, np.full(count, 1 / count), draws)[:, group]
    samples = _weighted_tau(order(measure), order(error), times)
    low, high = np.quantile(samples, [(1 - level) / 2, (1 + level) / 2])
    return TauInterval(tau(measure, error), float(low), float(high), samples)


def seedwise_tau(
    measure: ArrayLike, error: ArrayLike, seeds: ArrayLike, *, level: float = 0.95
) -> TauInterval:
    """The mean of the τ of each seed, with Student's interval for it.

    Where training sets come with the seeds, networks of one seed share what its images
    do to all of them, and only they are compared. Taught in measures.

    Parameters
    ----------
    measure, error, seeds
        [n]
    level
        Of the interval, in (0, 1).

    Raises
    ------
    ValueError
        If lengths differ, or there are not two seeds or more of two networks or more.
    """
    measure, error = lists(measure, error)
    level = inside("level", level, 0, 1, "()")
    seed = code("seeds", seeds)
    one_for_each("seeds", seed, "entry", len(error), "networks")
    members = [seed == s for s in range(seed.max() + 1)]
    if len(members) < 2 or min(map(np.sum, members)) < 2:
        raise ValueError(
            "seeds must hold two that differ, each of two networks at least"
        )
    samples = np.array([tau(measure[these], error[these]) for these in members])
    mean, n = float(samples.mean()), len(samples)
    half = student.ppf((1 + level) / 2, n - 1) * samples.std(ddof=1) / np.sqrt(n)
    return TauInterval(mean, mean - float(half), mean + float(half), samples)


def regret(measure: ArrayLike, error: ArrayLike) -> float:
    """Error of the network of the least measure, less the least error; never below 0.

    In the unit of the error; the mean over networks that tie for the least measure.
    The networks should be those that one would choose from, so of one seed. Taught in
    measures.

    Raises
    ------
    ValueError
        If there are not two networks or more, with a measure and an error each.
    """
    measure, error = lists(measure, error)
    return float(error[measure == measure.min()].mean() - error.min())


def lists(measure: ArrayLike, error: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Both as float64 [n]; ValueError unless of the same two networks or more."""
    measure, error = real_array("measure", measure, 1), real_array("error", error, 1)
    one_for_each("measure", measure, "value", len(error), "networks")
    if len(error) < 2:
        raise ValueError(f"error must be of 2 networks or more, not {len(error)}")
    return measure, error


def code(name: str, values: ArrayLike) -> np.ndarray:
    """Which of its distinct values, counted from 0, each entry of a list is, [n]."""
    values = np.asarray(values)
    if values.ndim != 1:
        raise ValueError(f"{name} must be a list, not of shape {values.shape}")
    return np.unique(values, return_inverse=True)[1]


def order(values: np.ndarray) -> np.ndarray:
    """The sign of each difference, value i less value j, [n, n]."""
    return np.sign(values[:, None] - values)


def tau(measure: np.ndarray, error: np.ndarray) -> float:
    """`kendall_tau` of lists that were looked at before."""
    once = np.ones((1, len(error)))
    return float(_weighted_tau(order(measure), order(error), once)[0])


def _weighted_tau(a: np.ndarray, b: np.ndarray, times: np.ndarray) -> np.ndarray:
    """τ_b of lists that hold each network so many `times` [draws, n], [draws]."""

    def pairs(signs: np.ndarray) -> np.ndarray:
        return ((times @ signs) * times).sum(1)

    scale = np.sqrt(pairs(a * a) * pairs(b * b))
    return np.divide(pairs(a * b), scale, out=np.zeros(len(times)), where=scale > 0)
