"""Averages over a Gaussian posterior, exact to ten digits.

The logistic function is a mixture of probits, and a Gaussian average of a probit has a
closed form; so have those of σ, of its logarithm's derivatives and of ln(1 + e^-m).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import cholesky, solve_triangular
from scipy.special import log_ndtr, logsumexp, ndtr
from scipy.stats import kstwobign

from lib.checks import array_where, one_for_each, positive, real_array, same_columns
from lib.evidence.logistic import row_space

TINY = np.finfo(float).tiny


@lru_cache(maxsize=1)
def probit_mixture() -> tuple[np.ndarray, np.ndarray]:
    """Widths s and shares π, each [60], with σ(x) = Σ π Φ(x/s) within 1e-11.

    A logistic variable is a normal one times twice a Kolmogorov-Smirnov variable
    (Andrews & Mallows 1974); the trapezoidal rule in the logarithm of that scale
    converges exponentially. With it every Gaussian average of σ is a sum of probits.
    """
    log_scale = np.linspace(np.log(0.15), np.log(8.0), 60)
    scale = np.exp(log_scale)
    share = kstwobign.pdf(scale) * scale
    return 2 * scale, share / share.sum()


def tilted_moments(
    margin: np.ndarray, variance: np.ndarray, temperature: float = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Average σ(m/temperature) over m ~ N(margin, variance), and two derivatives.

    Parameters
    ----------
    margin, variance
        [N], of the signed output y·f.
    temperature
        Scale of the logistic function; towards 0 it becomes a step.

    Returns
    -------
    log_z, slope, curvature : each [N], the logarithm of the average, its first
        derivative in `margin` and minus its second (Rasmussen & Williams 2006, §3.6).
    """
    width, share = probit_mixture()
    spread = np.sqrt(variance[:, None] + (temperature * width) ** 2)
    z = margin[:, None] / spread
    log_terms = np.log(share) + log_ndtr(z)
    log_z = logsumexp(log_terms, axis=1)
    log_density = np.log(share) - 0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    ratio = np.exp(log_density - log_z[:, None]) / spread
    slope = ratio.sum(1)
    curvature = slope**2 + (ratio * z / spread).sum(1)
    return log_z, slope, np.maximum(curvature, 0.0)


def precision_factor(
    inputs: np.ndarray, precision: np.ndarray, seen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """A Gaussian posterior taken apart: that of c with the prior N(0, I), [r].

    Parameters
    ----------
    inputs
        [N, r]: row i adds the precision `precision[i]` along itself.
    precision
        [N], at least 0.
    seen
        [M, r]: rows u, whose outputs u·c are asked for.

    Returns
    -------
    The Cholesky factor L [r, r] of I + inputsᵀ diag(precision) inputs, and L⁻¹ seenᵀ
    [r, M]. The squares of its columns sum to the variances of the outputs, so that none
    of them suffers a cancellation.
    """
    scaled = np.sqrt(precision)[:, None] * inputs
    factor = cholesky(np.eye(inputs.shape[1]) + scaled.T @ scaled, lower=True)
    return factor, solve_triangular(factor, seen.T, lower=True)


def gaussian_posterior(
    inputs: np.ndarray, precision: np.ndarray, shift: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Combine the prior N(0, I) on c [r] with factors exp(shift·u - precision·u²/2).

    With u = inputs @ c [N] this returns the Cholesky factor of the posterior precision
    I + inputsᵀ diag(precision) inputs, the mean of c, and the mean and variance of u.
    """
    factor, half = precision_factor(inputs, precision, inputs)
    centre = solve_triangular(factor, half @ shift, lower=True, trans="T")
    variance = np.maximum((half**2).sum(0), TINY)
    return factor, centre, inputs @ centre, variance


def average_probability(
    x: ArrayLike, fit: Any, weight_decay: float, x_new: ArrayLike
) -> np.ndarray:
    """P(y = +1 | x_new), averaged over the Gaussian posterior of a fit.

    Taught in evidence.

    Parameters
    ----------
    x
        [N, P], the training inputs.
    x_new
        [M, P].
    fit
        Anything with `weights` [P] and `curvature` [N], for the posterior N(weights,
        (λI + Xᵀ diag(curvature) X)⁻¹): Laplace's or EP's.

    Returns
    -------
    probabilities : [M], in (0, 1); the average of σ is exact to 1e-11.

    Raises
    ------
    ValueError
        If x_new has another number of columns than x, λ ≤ 0, or input is not finite.
    """
    x = real_array("x", x, 2)
    x_new = real_array("x_new", x_new, 2)
    weight_decay = positive("weight_decay", weight_decay)
    same_columns("x_new", x_new, "x", x.shape[1])
    inputs, basis = row_space(x)
    seen = x_new @ basis
    unseen = ((x_new - seen @ basis.T) ** 2).sum(1)
    _, half = precision_factor(inputs, fit.curvature / weight_decay, seen)
    variance = unseen + (half**2).sum(0)
    log_z, _, _ = tilted_moments(x_new @ fit.weights, variance / weight_decay)
    return np.exp(log_z)


def mean_softplus(
    mean: ArrayLike, variance: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The mean of ln(1 + e^-m) over m ~ N(mean, variance), and two derivatives.

    With σ a mixture of probits, ln(1 + e^-m) is the mean of max(0, -m - e) over the
    same mixture of e, so that every Gaussian average is in closed form. Taught in
    flat-minima.

    Parameters
    ----------
    mean, variance
        [N], variance at least 0.

    Returns
    -------
    value, slope, curvature : each [N]; slope is minus the derivative in `mean`, the
        mean of σ(-m), and curvature the second derivative, the mean of σ(m)σ(-m).
        Within 1e-9.

    Raises
    ------
    ValueError
        For unequal lengths, a negative variance or input that is not finite.
    """
    mean, variance = real_array("mean", mean, 1), real_array("variance", variance, 1)
    one_for_each("variance", variance, "entry", len(mean), "entries of mean")
    array_where("variance", variance, lambda v: v >= 0, "at least 0")
    width, share = probit_mixture()
    spread = np.sqrt(variance[:, None] + width**2)
    z = mean[:, None] / spread
    tail = ndtr(-z)
    bell = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    return (
        (spread * bell - mean[:, None] * tail) @ share,
        tail @ share,
        (bell / spread) @ share,
    )
