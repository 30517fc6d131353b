"""Stationary currents: whether a cloud of weights that looks at rest goes round.

In equilibrium a film of the cloud run backwards looks like the film. Where the noise
and the Hessian do not commute, it does not.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh

from lib.checks import real_array, whole
from lib.noise.stationary import quadratic_covariance


class Circulation(NamedTuple):
    """How chains go round in a plane, each [chains].

    Attributes
    ----------
    area
        Area swept about the chain's own mean, per step; positive from the first axis to
        the second.
    turns
        area/(½<|Δz|²>)/π: of a round cloud, dz = -(k + ωJ)z dt + √(2k)dW, it is
        (ω/k)/2π, the turns in the time 1/k, one over the mean of the two rates.
    """

    area: np.ndarray
    turns: np.ndarray


def swept_area_rate(hessian: ArrayLike, noise: ArrayLike, lr: float) -> np.ndarray:
    """The area that SGD sweeps at rest on a quadratic, in each plane of two weights.

    With w' = w - ε(Aw + ξ), S the covariance of ξ and Σ that of the weights
    (`quadratic_covariance`), half of <w_j w'_k - w_k w'_j>, the antisymmetric part of
    <w w'ᵀ>, is Q = ½ε(AΣ - ΣA) per step. In eigenvectors of A, and for small steps,
    Q_jk = ½ε² S_jk (a_j - a_k)/(a_j + a_k): none where A and S commute. Taught in
    sgd-as-inference.

    Parameters
    ----------
    hessian, noise, lr
        A [P, P], S [P, P] and ε, as in `quadratic_covariance`.

    Returns
    -------
    [P, P], antisymmetric.

    Raises
    ------
    ValueError
        As `quadratic_covariance`.
    """
    covariance = quadratic_covariance(hessian, noise, lr)
    hessian = np.asarray(hessian, dtype=float)
    product = hessian @ covariance
    return lr / 2 * (product - product.T)


def leading_plane(covariance: ArrayLike, rate: ArrayLike) -> tuple[np.ndarray, float]:
    """The plane of the most area per step, where the cloud is made round.

    With Σ = LLᵀ the antisymmetric L⁻¹QL⁻ᵀ is taken apart into planes; this is the one
    of its largest entry. It maximises ω, the area per step, not the turns ω/2πk: in
    slow planes these can be more. Taught in sgd-as-inference.

    Parameters
    ----------
    covariance
        Σ [P, P], positive definite.
    rate
        Q [P, P], antisymmetric.

    Returns
    -------
    projection [2, P], by which a cloud of covariance Σ becomes round with variance 1,
    and the area that it sweeps there per step, not negative.

    Raises
    ------
    ValueError
        For other shapes, a covariance that is not positive definite, a rate that is not
        antisymmetric.
    """
    covariance, rate = (
        real_array("covariance", covariance, 2),
        real_array("rate", rate, 2),
    )
    if covariance.shape != rate.shape or len(rate) != rate.shape[1] or len(rate) < 2:
        raise ValueError(
            "covariance and rate must be square, of one shape and at least 2 by 2, not "
            f"{covariance.shape} and {rate.shape}"
        )
    if not np.allclose(rate, -rate.T, atol=1e-10 * np.abs(rate).max()):
        raise ValueError("rate must be antisymmetric, as areas are")
    variances, axes = eigh(covariance)
    if variances[0] <= 0:
        raise ValueError(
            "covariance must be positive definite; its least eigenvalue is "
            f"{variances[0]:g}"
        )
    whiten = axes.T / np.sqrt(variances)[:, None]
    whitened = whiten @ rate @ whiten.T
    # i times an antisymmetric matrix is Hermitian; u + iv spans the plane.
    _, vectors = eigh(1j * whitened)
    top = vectors[:, -1]
    plane = np.sqrt(2) * np.array([top.real, top.imag])
    area = plane[0] @ whitened @ plane[1]
    if area < 0:
        plane, area = plane[::-1], -area
    return plane @ whiten, float(area)


def circulation(path: ArrayLike) -> Circulation:
    """The area that chains sweep in a plane, and how many turns in the time 1/k.

    Each chain is measured from its own mean. Run backwards, both change their sign,
    and in equilibrium both vanish on average. `turns` compares the area with the steps,
    and means what it says where the cloud is round. Taught in sgd-as-inference.

    Parameters
    ----------
    path
        [chains, T, 2], T at least 3.

    Raises
    ------
    ValueError
        For another shape, or a chain that does not move.
    """
    path = real_array("path", path, 3)
    if path.shape[2] != 2:
        raise ValueError(
            f"path must hold 2 coordinates of each point, not {path.shape[2]}"
        )
    whole("the number of points of path", path.shape[1], 3)
    z = path - path.mean(1, keepdims=True)
    before, step = z[:, :-1], np.diff(z, axis=1)
    area = (before[..., 0] * step[..., 1] - before[..., 1] * step[..., 0]).mean(1) / 2
    moved = (step**2).sum(2).mean(1) / 2
    if (moved == 0).any():
        raise ValueError("path must move in every chain: one of them stands still")
    return Circulation(area, area / moved / np.pi)
