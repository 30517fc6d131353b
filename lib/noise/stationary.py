"""Where SGD comes to rest on a quadratic cost: its stationary covariance.

Linear regression is the one problem where every step from the stochastic differential
equation to what SGD does can be checked: the second moments of the weights close on
themselves, for any learning rate, momentum and batch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import LinAlgError, cho_factor, cho_solve, eigh

from lib.checks import below_one, one_of, positive, real_array
from lib.noise.regression import fitted, full_rank, noise_share, principal_axes

# The fourth moments of D inputs are a matrix of (D(D+1)/2)² entries: 200 MB at 100.
MAX_INPUTS = 100


def _inverse_gain(
    modes: np.ndarray, lr: float, momentum: float, kind: str
) -> np.ndarray:
    """Noise over covariance, S_ij/Σ_ij, in the eigenbasis of the Hessian, [D, D]."""
    m, h, k = momentum, modes[:, None], modes[None, :]
    if kind == "ou":
        return (1 - m) * (h + k) / lr
    return (1 - m) * ((h + k) / lr - h * k / (1 + m)) + m * (h - k) ** 2 / (1 - m**2)


def _check_mean(modes: np.ndarray, lr: float, momentum: float, kind: str) -> None:
    limit = 2 * (1 + momentum) / modes.max()
    if kind != "ou" and lr >= limit:
        raise ValueError(
            f"lr must be below 2(1 + m)/h_max = {limit:.6g}, or the mean of the "
            f"weights diverges, not {lr:g}"
        )


def quadratic_covariance(
    hessian: ArrayLike,
    noise: ArrayLike,
    lr: float,
    *,
    momentum: float = 0.0,
    kind: str = "discrete",
) -> np.ndarray:
    """Stationary covariance Σ of SGD on a quadratic cost, with constant noise.

    "discrete" solves w' = w - ε v', v' = m v + H w + ξ, with S the covariance of ξ. The
    Lyapunov equation in the state (w, v) separates in the eigenbasis of H, where each
    pair of modes h, k has S/Σ = (1 - m)[(h + k)/ε - hk/(1 + m)] + m (h - k)²/(1 - m²).
    Without momentum that is HΣ + ΣH - εHΣH = εS.

    "ou" is its limit ε → 0, the Ornstein-Uhlenbeck process of Mandt et al. (2017):
    HΣ + ΣH = ε/(1 - m) S. The damped Langevin equation dw = -εv dt,
    dv = (-(1 - m)v + Hw)dt + dW lies between: it adds ε (h - k)²/(2(1 - m)²) to the
    h + k of a pair of modes, so that the variance along an eigenvector is the same.
    Taught in noise-scale.

    Parameters
    ----------
    hessian
        H [D, D], symmetric, positive definite.
    noise
        S [D, D], symmetric, positive semidefinite: the covariance of the gradient of
        one step.
    lr
        ε > 0.
    momentum
        m in [0, 1), without dampening.
    kind
        "discrete" or "ou".

    Returns
    -------
    [D, D].

    Raises
    ------
    ValueError
        For input out of these ranges, or ("discrete") lr ≥ 2(1 + m)/h_max.
    """
    hessian, noise = real_array("hessian", hessian, 2), real_array("noise", noise, 2)
    lr, momentum = positive("lr", lr), below_one("momentum", momentum)
    one_of("kind", kind, ("discrete", "ou"))
    for name, matrix in (("hessian", hessian), ("noise", noise)):
        if matrix.shape != (len(hessian),) * 2 or not np.allclose(matrix, matrix.T):
            raise ValueError(
                f"{name} must be symmetric, of the shape of hessian, not {matrix.shape}"
            )
    least = np.linalg.eigvalsh(noise)[0]
    if least < -1e-10 * np.abs(noise).max():
        raise ValueError(
            f"noise must have no negative eigenvalue, as covariances, not {least:g}"
        )
    modes, basis = eigh(hessian)
    if modes[0] <= 0:
        raise ValueError(
            f"hessian must be positive definite; its least eigenvalue is {modes[0]:g}"
        )
    _check_mean(modes, lr, momentum, kind)
    inner = basis.T @ noise @ basis / _inverse_gain(modes, lr, momentum, kind)
    return basis @ inner @ basis.T


def _pairs(d: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, column and weight of each entry of a symmetric matrix: an isometry."""
    row, column = np.triu_indices(d)
    return row, column, np.where(row == column, 1.0, np.sqrt(2.0))


def _feedback(z: np.ndarray, modes: np.ndarray) -> np.ndarray:
    """How the covariance Σ of the weights feeds the noise: <xxᵀ(xᵀΣx)> - HΣH."""
    if z.shape[1] > MAX_INPUTS:
        raise ValueError(
            f"x must have at most {MAX_INPUTS} columns for the exact recursion, "
            f"not {z.shape[1]}"
        )
    row, column, weight = _pairs(z.shape[1])
    products = weight * z[:, row] * z[:, column]
    feedback = products.T @ products
    feedback /= len(z)
    feedback[np.diag_indices_from(feedback)] -= modes[row] * modes[column]
    return feedback


def stationary_covariance(
    x: ArrayLike,
    y: ArrayLike,
    lr: float,
    batch_size: int,
    *,
    momentum: float = 0.0,
    sampling: str = "replace",
    kind: str = "exact",
) -> np.ndarray:
    """Stationary covariance of SGD on linear regression, cost ½(xw - y)² averaged.

    About the least-squares weights, with residuals r, H = XᵀX/N and f/B the variance
    of a batch's mean over that of an example (f = 1 with replacement, (N - B)/(N - 1)
    without), the noise of one step has the covariance
    S(Σ) = f/B [ <xxᵀ(r² + xᵀΣx)> - HΣH ].

    - "ou" and "discrete" take S(0), the noise at the minimum: `quadratic_covariance`.
    - "exact" lets the noise depend on where the weights are. S is linear in Σ, hence
      so is the recursion of the second moments, solved here without approximation.
      Nothing about the noise but its covariance enters: it need not be Gaussian.

    Taught in noise-scale.

    Parameters
    ----------
    x
        [N, D], independent columns (any bias is a column of ones).
    y
        [N].
    lr
        ε > 0, times the gradient of the mean cost of a batch.
    batch_size
        B.
    momentum
        m in [0, 1), as in torch.optim.SGD without dampening.
    sampling
        "replace", or "without": a fresh subset at each step.
    kind
        "exact", "discrete" or "ou".

    Returns
    -------
    [D, D], of the weights at a late step. "exact" costs N D⁴/4 + D⁶/24 operations, a
    tenth of a second at D = 32.

    Raises
    ------
    ValueError
        For input out of these ranges, sampling="reshuffle", or a learning rate at which
        the recursion of its kind has no stationary state, naming the stable ones. "ou"
        has one always, whatever SGD does.
    """
    lr, momentum = positive("lr", lr), below_one("momentum", momentum)
    one_of("kind", kind, ("exact", "discrete", "ou"))
    x, _, residual = fitted(x, y)
    share = noise_share(len(x), batch_size, sampling)
    modes, basis, z = principal_axes(x)
    _check_mean(modes, lr, momentum, kind)
    noise = share * (z.T * residual**2) @ z / len(x)
    inverse_gain = _inverse_gain(modes, lr, momentum, kind)
    if kind != "exact":
        return basis @ (noise / inverse_gain) @ basis.T

    row, column, weight = _pairs(len(modes))
    system = -share * _feedback(z, modes)
    system[np.diag_indices_from(system)] += inverse_gain[row, column]
    try:
        # Definite exactly where the recursion contracts: noise maps covariances to
        # covariances, so its spectral radius is an eigenvalue (Krein & Rutman).
        factor = cho_factor(system, lower=True, overwrite_a=True)
    except LinAlgError:
        limit = largest_stable_lr(x, batch_size, momentum=momentum, sampling=sampling)
        raise ValueError(
            f"lr must be below {limit:.6g}, or the noise feeds on itself and the "
            f"covariance diverges, not {lr:g}"
        ) from None
    entries = cho_solve(factor, weight * noise[row, column]) / weight
    covariance = np.empty_like(noise)
    covariance[row, column] = covariance[column, row] = entries
    return basis @ covariance @ basis.T


def largest_stable_lr(
    x: ArrayLike, batch_size: int, *, momentum: float = 0.0, sampling: str = "replace"
) -> float:
    """The learning rate at which the covariance of SGD on linear regression diverges.

    Below it the mean and covariance of the weights converge. It is at most 2(1 +
    m)/h_max, its value without noise, where the mean diverges; with small batches it is
    lower, since the noise grows with the distance from the minimum. The limit is the
    least ε at which a matrix linear in ε is singular: a generalised eigenvalue. Taught
    in noise-scale.

    Parameters
    ----------
    x, batch_size, momentum, sampling
        As in `stationary_covariance`.

    Raises
    ------
    ValueError
        As `stationary_covariance`.
    """
    momentum, x = below_one("momentum", momentum), full_rank(x)
    share = noise_share(len(x), batch_size, sampling)
    modes, _, z = principal_axes(x)
    row, column, _ = _pairs(len(modes))
    slow = ((1 - momentum) * np.add.outer(modes, modes))[row, column]
    # S/Σ is slow/ε - fast.
    fast = slow - _inverse_gain(modes, 1.0, momentum, "discrete")[row, column]
    matrix = share * _feedback(z, modes)
    matrix[np.diag_indices_from(matrix)] += fast
    matrix /= np.sqrt(np.multiply.outer(slow, slow))
    top = len(slow) - 1
    return float(1 / eigh(matrix, eigvals_only=True, subset_by_index=[top, top])[0])
