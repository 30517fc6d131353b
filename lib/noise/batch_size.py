"""The best batch size, read off noisy curves, and how it grows with what is swept."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import softmax

from lib.checks import array_where, inside, positive, real_array, whole


class OptimalBatchSize(NamedTuple):
    """A best batch size, and how much of it rests on the ends of the grid.

    Attributes
    ----------
    batch_size
        [...], B_opt.
    edge_weight
        [...], in [0, 1]: the softmax weight on the first and the last batch size. Well
        above zero, the peak is not inside the grid and B_opt is biased.
    """

    batch_size: Any
    edge_weight: Any


def optimal_batch_size(
    batch_sizes: ArrayLike, accuracy: ArrayLike, temperature: float = 0.002
) -> OptimalBatchSize:
    """The batch size at the peak of a noisy curve: ln B averaged by softmax(accuracy).

    B_opt = exp Σ_B p_B ln B with p = softmax(accuracy / τ): the argmax as τ → 0, the
    middle of the grid as τ → ∞. The grid should be even in ln B. Every curve gets its
    own optimum: average the accuracy over the seeds first for that of the mean curve.
    Taught in noise-scale.

    Parameters
    ----------
    batch_sizes
        [B], positive and increasing, or any shape [..., B] that broadcasts against
        `accuracy`.
    accuracy
        [..., B], fractions; a constant added to them changes nothing.
    temperature
        τ > 0, the difference in accuracy that counts as one.

    Raises
    ------
    ValueError
        For fewer than two batch sizes, ones that do not increase or do not match the
        accuracy, a temperature that is not positive, or values that are not finite.
    """
    temperature = positive("temperature", temperature)
    sizes = array_where("batch_sizes", batch_sizes, lambda b: b > 0, "above 0")
    accuracy = array_where("accuracy", accuracy, np.isfinite, "finite")
    if sizes.ndim == 0 or sizes.shape[-1] < 2 or (np.diff(sizes) <= 0).any():
        raise ValueError(
            "batch_sizes must hold at least two values, increasing along the last "
            f"axis, not {sizes.tolist()}"
        )
    try:
        fits = np.broadcast_shapes(sizes.shape, accuracy.shape) == accuracy.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            "accuracy must have one value for each of batch_sizes, of shape "
            f"{sizes.shape}, along the last axis, not shape {accuracy.shape}"
        )
    return _optimum(np.log(sizes), accuracy, temperature)


def _optimum(
    log_sizes: np.ndarray, accuracy: np.ndarray, temperature: float
) -> OptimalBatchSize:
    weight = softmax(accuracy / temperature, axis=-1)
    return OptimalBatchSize(
        batch_size=np.exp((weight * log_sizes).sum(-1)),
        edge_weight=weight[..., 0] + weight[..., -1],
    )


def cliff(batch_sizes: ArrayLike, accuracy: ArrayLike, drop: float) -> np.ndarray:
    """The batch size at which a curve is `drop` below its peak, on the noisy side.

    Between the batch sizes of the grid ln B is interpolated linearly, in the curve's
    greatest value so far, so that a dip on the way up does not count. Where even the
    smallest batch loses less than `drop`, it is that batch. Taught in noise-scale.

    Parameters
    ----------
    batch_sizes
        [B], positive and increasing.
    accuracy
        [..., B], fractions.
    drop
        Above 0, a difference in accuracy.

    Returns
    -------
    [...], a batch size for each curve.

    Raises
    ------
    ValueError
        For input out of these ranges, or lengths that differ.
    """
    sizes = real_array("batch_sizes", batch_sizes, 1)
    array_where("batch_sizes", sizes, lambda b: b > 0, "above 0")
    if (np.diff(sizes) <= 0).any():
        raise ValueError(f"batch_sizes must increase, not be {sizes.tolist()}")
    accuracy = array_where("accuracy", accuracy, np.isfinite, "finite")
    drop = positive("drop", drop)
    if accuracy.ndim == 0 or accuracy.shape[-1] != len(sizes):
        raise ValueError(
            f"accuracy must have one value for each of {len(sizes)} batch_sizes along "
            f"the last axis, not shape {accuracy.shape}"
        )
    rising = np.maximum.accumulate(accuracy, axis=-1)

    def edge(curve: np.ndarray) -> float:
        return np.exp(np.interp(curve[-1] - drop, curve, np.log(sizes)))

    return np.apply_along_axis(edge, -1, rising)


class ScalingExponent(NamedTuple):
    """How B_opt grows with what was swept: B_opt ∝ value^slope.

    Attributes
    ----------
    slope
        Of ln B_opt on ln value, by least squares.
    low, high
        The bootstrap's percentile interval of the slope.
    samples
        [bootstrap], the slope of each resample of the seeds.
    optimum
        [V], B_opt of the accuracy averaged over the seeds.
    edge_weight
        [V], see `OptimalBatchSize`.
    """

    slope: float
    low: float
    high: float
    samples: np.ndarray
    optimum: np.ndarray
    edge_weight: np.ndarray


def scaling_exponent(
    values: ArrayLike,
    batch_sizes: ArrayLike,
    accuracy: ArrayLike,
    *,
    temperature: float = 0.002,
    bootstrap: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> ScalingExponent:
    """The log-log slope of B_opt against a swept quantity, bootstrapped over seeds.

    B_opt is that of the accuracy averaged over the seeds. A resample draws the seeds
    with replacement, the same ones at every value: common random numbers pair them. The
    interval is conditional on the data set, and with few seeds a percentile interval is
    too short: of those that say 95%, 85% cover with six seeds and 93% with 24. Taught
    in noise-scale.

    Parameters
    ----------
    values
        [V], positive, not all equal: learning rates, N, or 1/(1 - m).
    batch_sizes
        [B], or [V, B] where each value has a grid of its own.
    accuracy
        [V, S, B], of S ≥ 2 seeds.
    temperature
        See `optimal_batch_size`.
    bootstrap
        How many resamples.
    level
        Of the interval, in (0, 1).
    seed
        Of the resampling.

    Raises
    ------
    ValueError
        For input out of these ranges, or shapes that do not match.
    """
    values = real_array("values", values, 1)
    array_where("values", values, lambda v: v > 0, "above 0")
    accuracy = real_array("accuracy", accuracy, 3)
    bootstrap, seed = whole("bootstrap", bootstrap, 1), whole("seed", seed, 0)
    if np.ptp(values) == 0:
        raise ValueError(f"values must hold two that differ, not {values.tolist()}")
    level = inside("level", level, 0, 1, "()")
    if accuracy.shape[0] != len(values) or accuracy.shape[1] < 2:
        raise ValueError(
            f"accuracy must have shape [V, S, B] with V = {len(values)} values and at "
            f"least two seeds, not {accuracy.shape}"
        )
    best = optimal_batch_size(batch_sizes, accuracy.mean(1), temperature)

    n_seeds = accuracy.shape[1]
    rng = np.random.default_rng(seed)
    share = rng.multinomial(n_seeds, np.full(n_seeds, 1 / n_seeds), bootstrap) / n_seeds
    curves = np.einsum("rs,vsb->rvb", share, accuracy)
    resampled = _optimum(np.log(np.asarray(batch_sizes)), curves, temperature)
    away = np.log(values) - np.log(values).mean()
    samples = np.log(resampled.batch_size) @ away / (away @ away)
    low, high = np.quantile(samples, [(1 - level) / 2, (1 + level) / 2])
    return ScalingExponent(
        slope=float(np.log(best.batch_size) @ away / (away @ away)),
        low=float(low),
        high=float(high),
        samples=samples,
        optimum=best.batch_size,
        edge_weight=best.edge_weight,
    )
