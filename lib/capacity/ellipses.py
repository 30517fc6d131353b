"""The weights that fit and the weights that generalise, in regression with few weights.

The set of small empirical risk and the set of small risk are both ellipses.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from lib.checks import positive, real_array, whole


class Ellipse(NamedTuple):
    """{w: (w - center)ᵀ matrix (w - center) ≤ 1}, in any number of dimensions.

    `center` is [D], `matrix` [D, D], symmetric and positive definite.
    """

    center: np.ndarray
    matrix: np.ndarray


def sublevel_set(center: ArrayLike, hessian: ArrayLike, excess: float) -> Ellipse:
    """Where q(w) = (w - center)ᵀ hessian (w - center) is at most `excess`.

    Taught in classical-risk.

    Parameters
    ----------
    center
        [D].
    hessian
        [D, D], symmetric, positive definite.
    excess
        Above 0.

    Raises
    ------
    ValueError
        If shapes differ, or `hessian` is not positive definite: the set is unbounded.
    """
    center, hessian = real_array("center", center, 1), real_array("hessian", hessian, 2)
    if hessian.shape != (len(center), len(center)):
        raise ValueError(f"hessian must be [{len(center)}, {len(center)}] like center")
    scale = np.abs(hessian).max()
    if np.abs(hessian - hessian.T).max() > 1e-10 * scale:
        raise ValueError("hessian must be symmetric")
    if np.linalg.eigvalsh(hessian)[0] <= 1e-14 * scale:
        raise ValueError("hessian must be positive definite: its set is unbounded")
    return Ellipse(center, hessian / positive("excess", excess))


def boundary(ellipse: Ellipse, points: int = 200) -> np.ndarray:
    """Points around an ellipse in the plane, [points, 2]; the last is the first.

    Taught in classical-risk.
    """
    angle = np.linspace(0, 2 * np.pi, whole("points", points, 3))
    if len(ellipse.center) != 2:
        raise ValueError("ellipse must be one in the plane to have its boundary drawn")
    root = np.linalg.cholesky(ellipse.matrix)
    circle = np.c_[np.cos(angle), np.sin(angle)]
    return ellipse.center + np.linalg.solve(root.T, circle.T).T


def farthest(inner: Ellipse, outer: Ellipse) -> float:
    """The largest value of outer's quadratic form on `inner`: at most 1 if contained.

    In coordinates that make `inner` the unit ball and `outer`'s form Σ mᵢ(uᵢ + dᵢ)²,
    the S-lemma says that the maximum is the minimum of μ + Σ μmᵢdᵢ²/(μ - mᵢ) over
    μ ≥ max mᵢ; where its derivative vanishes there is one root to find.

    Raises
    ------
    ValueError
        If they are not in the same number of dimensions.
    """
    if len(inner.center) != len(outer.center):
        raise ValueError(
            f"outer must have {len(inner.center)} dimensions like inner, "
            f"not {len(outer.center)}"
        )
    root = np.linalg.inv(np.linalg.cholesky(inner.matrix))
    m, axes = np.linalg.eigh(root @ outer.matrix @ root.T)
    d = axes.T @ np.linalg.solve(root.T, inner.center - outer.center)
    pull, top = np.abs(m * d), m[-1]

    def slope(multiplier: float) -> float:
        gap = multiplier - m
        shares = np.divide(pull, gap, out=np.zeros_like(pull), where=pull > 0)
        return 1 - (shares**2).sum()

    # Where the centre does not move along the longest axes, μ may stay at max m.
    pull[pull <= 1e-14 * top] = 0
    low, high = top + pull[m >= top * (1 - 1e-14)].max(), top + 2 * np.linalg.norm(pull)
    if pull.any() and slope(low) < 0:
        low = brentq(slope, low, high, xtol=1e-15 * top, rtol=1e-14)
    gap = low - m
    gain = np.divide(m * d**2, gap, out=np.zeros_like(m), where=pull > 0)
    return float(low + low * gain.sum())


def contains(outer: Ellipse, inner: Ellipse) -> bool:
    """Whether `inner` lies within `outer`, decided without sampling.

    Taught in classical-risk.
    """
    return farthest(inner, outer) <= 1
