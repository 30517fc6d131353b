"""PAC-Bayes: bounds on the error of a network whose weights are drawn at random.

With q̂ the share of n examples that a Gibbs learner gets wrong (one whose weights are
drawn from Q for each example anew), p the chance that it errs on a new one, and P a
prior that knows nothing of the examples, with probability 1 - δ for all Q at once

    kl(q̂‖p) <= (KL(Q‖P) + ln(2√n/δ)) / n

(Langford & Seeger 2001 with Maurer's 2004 constant). Nothing is said of the network
with the mean weights. All divergences and costs are in nats.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import array_where, inside, not_negative, positive, real_array, whole
from lib.measures.held_out import cost, kl_upper, share


class PacBayesBound(NamedTuple):
    """A bound on the error of a Gibbs learner, and what each part of it costs.

    Attributes
    ----------
    divergence
        KL(Q‖P), nats.
    union
        What it costs to have chosen P among several, nats.
    confidence
        ln(2√n/δ), nats: with the two above to be divided by n.
    sampling
        ln(1/δ'), nats, to be divided by the number of draws; 0 without.
    gibbs
        What the Gibbs learner's error on the n examples is at most: the one given, if
        it was exact.
    bound
        What its error on new examples is at most, with probability 1 - δ - δ'.
    """

    divergence: float
    union: float
    confidence: float
    sampling: float
    gibbs: float
    bound: float


def gaussian_kl(
    mean: ArrayLike, sd: ArrayLike, prior_mean: ArrayLike, prior_sd: ArrayLike
) -> np.ndarray:
    """KL(Q‖P), nats, of Gaussians with independent coordinates, over the last axis.

    Σ ½ (s² + (μ - μ₀)²)/s₀² - ½ - ln(s/s₀); the arguments are broadcast together, to
    [..., P]. Taught in certificates.

    Raises
    ------
    ValueError
        If a standard deviation is not above 0, or the shapes do not match.
    """
    sd = array_where("sd", sd, lambda s: s > 0, "above 0")
    prior_sd = array_where("prior_sd", prior_sd, lambda s: s > 0, "above 0")
    mean = real_array("mean", mean, np.ndim(mean))
    prior_mean = real_array("prior_mean", prior_mean, np.ndim(prior_mean))
    try:
        away, ratio = np.broadcast_arrays((mean - prior_mean) / prior_sd, sd / prior_sd)
    except ValueError:
        raise ValueError(
            "mean, sd, prior_mean and prior_sd must have shapes that match, not "
            f"{mean.shape}, {sd.shape}, {prior_mean.shape} and {prior_sd.shape}"
        ) from None
    each = (ratio**2 + away**2 - 1) / 2 - np.log(ratio)
    return each.sum(-1) if each.ndim else each


def union_nats(index: int) -> float:
    """ln(π²j²/6), nats: the cost of the j-th of countably many priors, counted from 1.

    The j-th holds with probability 1 - 6δ/(π²j²), hence all of them with 1 - δ, and one
    may be chosen after looking. Dziugaite & Roy (2017) let it be the one with variance
    0.1 e^(-j/100): a variance between two of these is not covered. Taught in
    certificates.
    """
    index = whole("index", index, 1)
    return float(np.log(np.pi**2 / 6) + 2 * np.log(index))


def kl_bound(
    error: float,
    n: int,
    divergence: float,
    delta: float = 0.025,
    *,
    union: float = 0.0,
    draws: int | None = None,
    draw_delta: float = 0.01,
) -> PacBayesBound:
    """What the error of a Gibbs learner is at most: the equation above, solved for p.

    Taught in certificates.

    Parameters
    ----------
    error
        q̂ in [0, 1]; from `draws`, if these are given.
    n
        Training examples, none of which P has seen.
    divergence
        KL(Q‖P), nats.
    delta
        δ, in (0, 1).
    union
        Nats for the choice of P, see `union_nats`.
    draws
        Independent pairs of weights from Q and one of the n examples, of which `error`
        is the share that went wrong. Then q̂ is at most `kl_upper` of it, at
        ln(1/δ')/draws, with probability 1 - δ' (Chernoff).
    draw_delta
        δ', in (0, 1).

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    error, n = inside("error", error, 0, 1), whole("n", n, 1)
    divergence = not_negative("divergence", divergence)
    delta = inside("delta", delta, 0, 1, "()")
    union = not_negative("union", union)
    sampling, gibbs = 0.0, error
    if draws is not None:
        sampling = float(-np.log(inside("draw_delta", draw_delta, 0, 1, "()")))
        gibbs = float(kl_upper(error, sampling / whole("draws", draws, 1)))
    confidence = float(np.log(2 * np.sqrt(n) / delta))
    bound = float(kl_upper(gibbs, (divergence + union + confidence) / n))
    return PacBayesBound(divergence, union, confidence, sampling, gibbs, bound)


def mcallester_bound(error: ArrayLike, n: int, nats: ArrayLike) -> np.ndarray:
    """q̂ + √(nats/2n): the same without inverting kl, by kl(q‖p) >= 2(q - p)² (Pinsker).

    The form of McAllester (1999); `nats` is the sum of the first three costs of a
    `PacBayesBound`. It may exceed 1. Taught in certificates.

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    return share("error", error) + np.sqrt(cost(nats) / (2 * whole("n", n, 1)))


def catoni_bound(error: ArrayLike, n: int, nats: ArrayLike, slope: float) -> np.ndarray:
    """(1 - exp(-C q̂ - nats/n)) / (1 - e^(-C)), linear in q̂ and KL but for the exp.

    Catoni (2007) for a `slope` C > 0 that is chosen before the data are
    seen: then the confidence costs no more than ln(1/δ). At equal nats it is never
    below `kl_upper`, and touches it at the best C. It may exceed 1. Taught in
    certificates.

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    slope = positive("slope", slope)
    error, nats = share("error", error), cost(nats)
    return np.expm1(-slope * error - nats / whole("n", n, 1)) / np.expm1(-slope)
