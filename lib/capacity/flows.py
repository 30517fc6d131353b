"""Which of the weights that fit gradient flow finds, where f = Σ wᵢ²xᵢ.

With one example, the weights that fit are a curve.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from lib.capacity.ellipses import Ellipse, boundary
from lib.checks import positive, real_array, same_columns


def flow_end_points(w: ArrayLike, x: ArrayLike, y: float) -> np.ndarray:
    """Where gradient flow on ½(f - y)² takes f = Σ wᵢ²xᵢ: closed up to one root.

    Since dwᵢ/dt = -2(f - y)xᵢwᵢ, each weight is wᵢ(0) exp(2xᵢS) with one S for all, and
    at the end Σ wᵢ(0)² xᵢ exp(4xᵢS) = y. So |w₁|^(1/x₁) / |w₂|^(1/x₂) is conserved.
    Taught in classical-risk.

    Parameters
    ----------
    w
        [M, D], where M flows start, no row all zero.
    x
        [D], above 0.
    y
        Above 0.

    Returns
    -------
    [M, D]

    Raises
    ------
    ValueError
        If a shape or a sign is not as above: the flow would not reach f = y.
    """
    w, x, y = real_array("w", w, 2), real_array("x", x, 1), positive("y", y)
    same_columns("w", w, "x", len(x))
    if not (x > 0).all():
        raise ValueError(f"x must be above 0, not {x.min():g}")
    if not w.any(1).all():
        raise ValueError("w must not have a row of zeros: the flow would stay there")
    with np.errstate(divide="ignore"):
        terms = 2 * np.log(np.abs(w)) + np.log(x)
    time = np.zeros(len(w))
    # ln f is convex in S with slopes in [4 min x, 4 max x]: Newton's method converges.
    for _ in range(200):
        exponents = terms + 4 * x * time[:, None]
        peak = exponents.max(1)
        share = np.exp(exponents - peak[:, None])
        value = peak + np.log(share.sum(1)) - np.log(y)
        time -= value / (4 * (share @ x) / share.sum(1))
        if np.abs(value).max() < 1e-13:
            break
    return w * np.exp(2 * x * time[:, None])


def solution_curve(x: ArrayLike, y: float, points: int = 4001) -> np.ndarray:
    """All minima of ½(w₁²x₁ + w₂²x₂ - y)²: an ellipse [points, 2], closed.

    Taught in classical-risk.
    """
    x, y = real_array("x", x, 1), positive("y", y)
    if len(x) != 2 or not (x > 0).all():
        raise ValueError(f"x must be two numbers above 0, not {x.tolist()}")
    return boundary(Ellipse(np.zeros(2), np.diag(x / y)), points)


def arc_share(curve: ArrayLike, chosen: Callable[[np.ndarray], ArrayLike]) -> float:
    """The share of the length of `curve` [K, 2] whose chords' midpoints are `chosen`.

    `chosen` is called with the midpoints [K - 1, 2] and returns truth values [K - 1].
    Taught in classical-risk.
    """
    curve = real_array("curve", curve, 2)
    lengths = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    good = np.asarray(chosen(0.5 * (curve[1:] + curve[:-1])), dtype=bool)
    return float(lengths[good].sum() / lengths.sum())
