"""The evidence of linear regression, where Laplace's method is exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import qr, solve_triangular

from lib.checks import one_for_each, positive, real_array


@dataclass(frozen=True)
class LinearEvidence:
    """Bayesian linear regression, exactly; logarithms in nats.

    Attributes
    ----------
    weights
        [M], the posterior mean.
    covariance
        [M, M], of the posterior.
    log_evidence
        ln p(t | α, β) = log_best_fit - log_occam.
    log_best_fit
        ln p(t | weights, β) - ½ α |weights|².
    log_occam
        ½ ln det(A/α), with A = αI + β ΦᵀΦ the posterior precision.
    """

    weights: np.ndarray
    covariance: np.ndarray
    log_evidence: float
    log_best_fit: float
    log_occam: float


def linear_evidence(
    phi: ArrayLike, t: ArrayLike, alpha: float, beta: float
) -> LinearEvidence:
    """Exact evidence of t = Φw + noise (MacKay 1992; Bishop 2006, eq. 3.86).

    Taught in evidence.

    Parameters
    ----------
    phi
        [N, M], the basis functions at the inputs.
    t
        [N], the targets.
    alpha
        Precision of the prior on each weight.
    beta
        Precision of the noise.

    Raises
    ------
    ValueError
        For unequal lengths, α ≤ 0, β ≤ 0 or input that is not finite.
    """
    phi, t = real_array("phi", phi, 2), real_array("t", t, 1)
    alpha, beta = positive("alpha", alpha), positive("beta", beta)
    n, m = phi.shape
    one_for_each("t", t, "target", n, "rows of phi")
    rows = np.vstack([np.sqrt(beta / alpha) * phi, np.eye(m)])
    basis, factor = qr(rows, mode="economic")
    weights = solve_triangular(factor, basis[:n].T @ (np.sqrt(beta / alpha) * t))
    inverse = solve_triangular(factor, np.eye(m))
    log_best_fit = (
        0.5 * n * np.log(beta / (2 * np.pi))
        - 0.5 * beta * np.sum((t - phi @ weights) ** 2)
        - 0.5 * alpha * weights @ weights
    )
    log_occam = np.log(np.abs(factor.diagonal())).sum()
    return LinearEvidence(
        weights=weights,
        covariance=inverse @ inverse.T / alpha,
        log_evidence=float(log_best_fit - log_occam),
        log_best_fit=float(log_best_fit),
        log_occam=float(log_occam),
    )
