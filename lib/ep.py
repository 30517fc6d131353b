"""Expectation propagation for logistic regression: the evidence beyond Laplace.

Laplace's method replaces the posterior by a Gaussian at its peak. On separable data
with weak weight decay the posterior is a cone, cut off by flat walls, and its peak says
little about its volume. EP (Minka 2001) matches the moments of every factor instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.special import log_ndtr, logsumexp
from scipy.stats import kstwobign

from lib.checks import positive, real_array, signs_array
from lib.logistic import row_space

SETTLED = 1e-7
TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class EPEvidence:
    """The EP posterior of logistic regression; logarithms in nats.

    Attributes
    ----------
    weights : [P], the posterior mean.
    curvature : [N], the precision that each example adds along its own direction:
        the posterior precision is λI + Xᵀ diag(curvature) X.
    shift : [N], the linear term of each example's factor, in the signed and scaled
        output √λ·y·xw, whose factor is exp(shift·u - curvature/λ·u²/2).
    log_evidence : ln P(labels | model).
    log_evidence_ratio : ln P(labels | coin tosses) - ln P(labels | model); negative
        favours the model.
    """

    weights: np.ndarray
    curvature: np.ndarray
    shift: np.ndarray
    log_evidence: float
    log_evidence_ratio: float


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
    margin, variance : [N], of the signed output y·f.
    temperature : scale of the logistic function; towards 0 it becomes a step.

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


def ep_evidence(x, y, weight_decay: float, *, max_sweeps: int = 2000) -> EPEvidence:
    """Evidence of Bayesian logistic regression by expectation propagation, in nats.

    The latent √λ·Xw has the prior N(0, XXᵀ) whatever λ is, and the likelihood is σ at
    temperature √λ: nothing degenerates as λ → 0, where P(labels | model) tends to the
    share of the prior that classifies every example rightly.

    Parameters
    ----------
    x : [N, P]; any bias is a column of ones. y : [N], each -1 or +1.
    weight_decay : λ > 0, the precision of the Gaussian prior on each weight.

    Raises
    ------
    ValueError
        For labels other than ±1, unequal lengths, λ ≤ 0 or input that is not finite.
    RuntimeError
        If the site parameters have not settled after `max_sweeps` parallel sweeps.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    weight_decay = positive("weight_decay", weight_decay)
    temperature = np.sqrt(weight_decay)
    inputs, basis = row_space(y[:, None] * x)

    precision, shift = np.zeros(len(y)), np.zeros(len(y))
    damping, gap = 0.9, np.inf
    for _ in range(max_sweeps):
        factor, centre, mean, variance = gaussian_posterior(inputs, precision, shift)
        cavity_variance = 1 / (1 / variance - precision)
        cavity_mean = cavity_variance * (mean / variance - shift)
        log_z, slope, curve = tilted_moments(cavity_mean, cavity_variance, temperature)
        # 1/(v - v²c) - 1/v, the matched precision less the cavity's, in one fraction
        remaining = np.maximum(1 - cavity_variance * curve, 1e-12)
        wanted_precision = curve / remaining
        wanted_shift = (slope + cavity_mean * curve) / remaining
        if not np.isfinite(wanted_shift).all():
            break
        last, gap = (
            gap,
            max(
                _relative_gap(wanted_precision, precision),
                _relative_gap(wanted_shift, shift),
            ),
        )
        if gap <= SETTLED:
            log_evidence = float(
                np.sum(log_z + 0.5 * np.log1p(precision * cavity_variance))
                - 0.5 * np.sum(mean**2 / variance - cavity_mean**2 / cavity_variance)
                + 0.5 * shift @ mean
                - np.log(factor.diagonal()).sum()
            )
            return EPEvidence(
                weights=basis @ centre / temperature,
                curvature=precision * weight_decay,
                shift=shift,
                log_evidence=log_evidence,
                log_evidence_ratio=-log_evidence - len(y) * np.log(2),
            )
        if gap > last:
            damping = max(0.7 * damping, 0.05)
        precision = precision + damping * (wanted_precision - precision)
        shift = shift + damping * (wanted_shift - shift)
    raise RuntimeError(
        f"EP did not settle in {max_sweeps} sweeps at weight_decay={weight_decay:g}; "
        "raise the decay, or scale x down"
    )


def _relative_gap(wanted, given):
    return np.abs(wanted - given).max() / (np.abs(wanted).max() + TINY)


def gaussian_posterior(inputs, precision, shift):
    """Combine the prior N(0, I) on c [r] with factors exp(shift·u - precision·u²/2).

    With u = inputs @ c [N] this returns the Cholesky factor of the posterior precision
    I + inputsᵀ diag(precision) inputs, the mean of c, and the mean and variance of u.
    """
    scaled = np.sqrt(precision)[:, None] * inputs
    factor = cholesky(np.eye(inputs.shape[1]) + scaled.T @ scaled, lower=True)
    # squares of a triangular solve: the variance of u never suffers a cancellation
    half = solve_triangular(factor, inputs.T, lower=True)
    centre = solve_triangular(factor, half @ shift, lower=True, trans="T")
    variance = np.maximum((half**2).sum(0), TINY)
    return factor, centre, inputs @ centre, variance


def average_probability(x, fit, weight_decay: float, x_new) -> np.ndarray:
    """P(y = +1 | x_new), averaged over the Gaussian posterior of a fit.

    Parameters
    ----------
    x : [N, P], the training inputs. x_new : [M, P].
    fit : anything with `weights` [P] and `curvature` [N], for the posterior
        N(weights, (λI + Xᵀ diag(curvature) X)⁻¹): Laplace's or EP's.

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
    if x_new.shape[1] != x.shape[1]:
        raise ValueError(
            f"x_new must have {x.shape[1]} columns, as x has, not {x_new.shape[1]}"
        )
    inputs, basis = row_space(x)
    seen = x_new @ basis
    unseen = ((x_new - seen @ basis.T) ** 2).sum(1)
    scaled = np.sqrt(fit.curvature / weight_decay)[:, None] * inputs
    factor = cholesky(np.eye(inputs.shape[1]) + scaled.T @ scaled, lower=True)
    variance = unseen + (solve_triangular(factor, seen.T, lower=True) ** 2).sum(0)
    log_z, _, _ = tilted_moments(x_new @ fit.weights, variance / weight_decay)
    return np.exp(log_z)
