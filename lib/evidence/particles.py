"""The evidence of logistic regression without approximation, by guided particles.

Sequential importance sampling takes the examples one by one; each particle is a guess
at the outputs so far, and its weight is how well the next label was foreseen. Guided by
the Gaussian that EP fitted to all examples, the weights hardly vary, even where
P(labels | model) is e^-200. A poor guide would cost precision, never correctness: the
average weight is an unbiased estimate of the evidence (Del Moral 2004, Prop. 7.4.1).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.linalg import qr
from numpy.typing import ArrayLike
from scipy.linalg import solve_triangular
from scipy.special import log_ndtr, logsumexp, ndtri_exp

from lib.checks import positive, real_array, signs_array, whole
from lib.evidence.averages import gaussian_posterior, probit_mixture, tilted_moments
from lib.evidence.ep import EPEvidence, ep_evidence
from lib.evidence.logistic import row_space


class SampledEvidence(NamedTuple):
    """Estimate of ln P(labels | model), and of the evidence ratio; both in nats."""

    log_evidence: float
    log_evidence_ratio: float


def sampled_evidence(
    x: ArrayLike,
    y: ArrayLike,
    weight_decay: float,
    *,
    particles: int = 1000,
    seed: int = 0,
) -> SampledEvidence:
    """Evidence of Bayesian logistic regression by EP-guided sequential Monte Carlo.

    Taught in evidence.

    Parameters
    ----------
    x
        [N, P].
    y
        [N], each -1 or +1.
    weight_decay
        λ > 0.
    particles
        More of them reduce the spread over `seed`, as 1/√particles at best.

    Raises
    ------
    ValueError
        As `ep_evidence`, and for fewer than 2 particles or a negative seed.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    weight_decay = positive("weight_decay", weight_decay)
    particles = whole("particles", particles, 2)
    rng = np.random.default_rng(whole("seed", seed, 0))

    n = len(y)
    temperature = np.sqrt(weight_decay)
    guide = ep_evidence(x, y, weight_decay)
    mean, walk, log_evidence = _gaussian(y[:, None] * x, guide, weight_decay)
    precision, shift = guide.curvature / weight_decay, guide.shift

    steps, log_weights = np.zeros((particles, n)), np.zeros(particles)
    for j in range(n):
        centre = mean[j] + steps[:, :j] @ walk[j, :j]
        # the guide without its factor for label j, which the label itself replaces;
        # written so that nothing cancels where equal images leave no room to walk
        room = walk[j, j] ** 2
        widening = 1 / (1 - precision[j] * room)
        pull = precision[j] * centre - shift[j]
        start, variance = centre + widening * room * pull, widening * room
        log_z, _, _ = tilted_moments(start, np.full(particles, variance), temperature)
        log_weights += log_z + 0.5 * np.log(widening) - shift[j] * centre
        log_weights += 0.5 * (precision[j] * centre**2 + widening * room * pull**2)
        steps[:, j] = widening * walk[j, j] * pull
        steps[:, j] += _draw(start, walk[j, j], widening, temperature, rng)
        weights = np.exp(log_weights - log_weights.max())
        if weights.sum() ** 2 < 0.5 * particles * (weights @ weights):
            log_evidence += logsumexp(log_weights) - np.log(particles)
            where = (rng.random() + np.arange(particles)) / particles
            steps = steps[np.searchsorted(weights.cumsum() / weights.sum(), where)]
            log_weights = np.zeros(particles)
    log_evidence = float(log_evidence + logsumexp(log_weights) - np.log(particles))
    return SampledEvidence(log_evidence, float(-log_evidence - n * np.log(2)))


def _gaussian(
    signed: np.ndarray, guide: EPEvidence, weight_decay: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Mean [N], Cholesky factor [N, N] and log integral of the guide's Gaussian."""
    inputs, _ = row_space(signed)
    factor, _, mean, _ = gaussian_posterior(
        inputs, guide.curvature / weight_decay, guide.shift
    )
    # half.T @ half is the covariance: this way it may be singular, as for equal images
    half = qr(solve_triangular(factor, inputs.T, lower=True), mode="r")
    walk = np.zeros((len(mean), len(mean)))
    walk[:, : len(half)] = (np.where(half.diagonal() < 0, -1, 1)[:, None] * half).T
    log_integral = 0.5 * guide.shift @ mean - np.log(factor.diagonal()).sum()
    return mean, walk, log_integral


def _draw(
    start: np.ndarray,
    walk: float,
    widening: np.ndarray,
    temperature: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """Draw u from N(start, widening·walk²)·σ(u/temperature); give (u - start)/walk."""
    width, share = probit_mixture()
    variance, noise = widening * walk**2, (temperature * width) ** 2
    chance = np.log(share) + log_ndtr(start[:, None] / np.sqrt(variance + noise))
    chance = np.cumsum(np.exp(chance - chance.max(1, keepdims=True)), axis=1)
    pick = (rng.random(len(start))[:, None] * chance[:, -1:] > chance).sum(1)
    noise = noise[np.minimum(pick, len(share) - 1)]
    # Φ(u/s) is the chance that u + e > 0 with e ~ N(0, s²): draw u + e, then u
    total = variance + noise
    tail = np.log1p(-rng.random(len(start))) + log_ndtr(start / np.sqrt(total))
    excess = -np.sqrt(total) * ndtri_exp(tail)
    drawn = np.sqrt(widening * noise * total) * rng.standard_normal(len(start))
    return (widening * walk * excess + drawn) / total
