"""Expectation propagation for logistic regression: the evidence beyond Laplace.

Laplace's method replaces the posterior by a Gaussian at its peak. On separable data
with weak weight decay the posterior is a cone, cut off by flat walls, and its peak says
little about its volume. EP (Minka 2001) matches the moments of every factor instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import positive, real_array, signs_array
from lib.evidence.averages import TINY, gaussian_posterior, tilted_moments
from lib.evidence.logistic import row_space

SETTLED = 1e-7


@dataclass(frozen=True)
class EPEvidence:
    """The EP posterior of logistic regression; logarithms in nats.

    Attributes
    ----------
    weights
        [P], the posterior mean.
    curvature
        [N], the precision that each example adds along its own direction: the posterior
        precision is λI + Xᵀ diag(curvature) X.
    shift
        [N], the linear term of each example's factor, in the signed and scaled output
        √λ·y·xw, whose factor is exp(shift·u - curvature/λ·u²/2).
    log_evidence
        ln P(labels | model).
    log_evidence_ratio
        ln P(labels | coin tosses) - ln P(labels | model); negative favours the model.
    """

    weights: np.ndarray
    curvature: np.ndarray
    shift: np.ndarray
    log_evidence: float
    log_evidence_ratio: float


def ep_evidence(
    x: ArrayLike, y: ArrayLike, weight_decay: float, *, max_sweeps: int = 2000
) -> EPEvidence:
    """Evidence of Bayesian logistic regression by expectation propagation, in nats.

    The latent √λ·Xw has the prior N(0, XXᵀ) whatever λ is, and the likelihood is σ at
    temperature √λ: nothing degenerates as λ → 0, where P(labels | model) tends to the
    share of the prior that classifies every example rightly. Taught in evidence.

    Parameters
    ----------
    x
        [N, P]; any bias is a column of ones.
    y
        [N], each -1 or +1.
    weight_decay
        λ > 0, the precision of the Gaussian prior on each weight.

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


def _relative_gap(wanted: np.ndarray, given: np.ndarray) -> float:
    return np.abs(wanted - given).max() / (np.abs(wanted).max() + TINY)
