"""Diagonal linear networks, w = u^D - v^D: where gradient flow ends, in closed form."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from lib.checks import one_for_each, positive, real_array, whole


def diagonal_link(z: ArrayLike, depth: int) -> np.ndarray:
    """h_D(z), which takes dual coordinates to weights: w = α^D h_D(Xᵀν).

    h_1 = 2z, h_2 = 2 sinh z, and for D > 2, with p = D/(D - 2), the difference
    (1 - z)^-p - (1 + z)^-p, of which |z| < 1 is asked (Woodworth et al. 2020). Taught
    in deep-linear.

    Parameters
    ----------
    z
        Of any shape.
    depth
        D, at least 1.

    Raises
    ------
    ValueError
        If a value is not finite, or not between -1 and 1 where D > 2.
    """
    depth = whole("depth", depth, 1)
    z = real_array("z", z, np.ndim(z))
    if depth > 2 and np.abs(z).max() >= 1:
        raise ValueError(f"z must be in (-1, 1) at depth {depth}, not reach it")
    return _link(z, depth)[1]


def diagonal_minimum(
    x: ArrayLike, y: ArrayLike, alpha: float, depth: int = 2
) -> np.ndarray:
    """Where gradient flow on ½|Xw - y|² ends, with w = u^D - v^D, from u = v = α.

    Of all w with Xw = y the one that is α^D h_D(Xᵀν) for some ν [N]: Newton's method on
    the convex function of which Xw - y is the gradient in ν, on a path of falling α.
    Taught in deep-linear.

    Parameters
    ----------
    x
        [N, P], with independent rows, so that all targets can be met.
    y
        [N]
    alpha
        Where each weight starts, above 0.
    depth
        D, at least 1. For D = 1 it ends at least Euclidean norm whatever α is.

    Returns
    -------
    w, [P].

    Raises
    ------
    ValueError
        If a shape is wrong, the rows depend on each other, or α is so small that the
        equations cannot be solved in double precision.
    """
    x, y = _fat(x, y)
    alpha, depth = positive("alpha", alpha), whole("depth", depth, 1)
    if not y.any():
        return np.zeros(x.shape[1])
    start = max(alpha, np.abs(y).max() ** (1 / depth))
    path = np.geomspace(start, alpha, 1 + int(np.ceil(np.log(start / alpha) / 0.35)))
    dual = np.linalg.solve(x @ x.T, y) / (start**depth * _link(0.0, depth)[2])
    if depth > 2:
        # Inside of the poles, where the convex function is finite.
        dual *= min(1, 0.5 / np.abs(dual @ x).max())
    for before, scale in zip([start, *path], path, strict=False):
        if depth > 2:
            # The largest weight, about α^D (1 - |z|)^-p, keeps its size as α falls.
            room = 1 - np.abs(dual @ x).max()
            dual *= (1 - (scale / before) ** (depth - 2) * room) / (1 - room)
        dual = _newton(x, y / scale**depth, dual, depth)
    weights = alpha**depth * _link(dual @ x, depth)[1]
    miss = np.abs(x @ weights - y).max()
    if not miss <= 1e-6 * np.abs(y).max():
        raise ValueError(
            f"alpha must be larger at depth {depth}: with {alpha:g} the targets are "
            f"missed by {miss:.1g} in double precision"
        )
    return weights


def basis_pursuit(x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """The w [P] with Xw = y of least Σ|wⱼ|, by a linear programme.

    With w = a - b, a and b not negative, the sum of all of them is least where one of
    each pair is 0 (Chen, Donoho & Saunders 1998). Taught in deep-linear.

    Parameters
    ----------
    x
        [N, P], with independent rows.
    y
        [N]

    Raises
    ------
    ValueError
        If a shape is wrong or the rows depend on each other.
    """
    x, y = _fat(x, y)
    both = linprog(np.ones(2 * x.shape[1]), A_eq=np.hstack([x, -x]), b_eq=y).x
    return both[: x.shape[1]] - both[x.shape[1] :]


def _fat(x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, y = real_array("x", x, 2), real_array("y", y, 1)
    one_for_each("y", y, "target", len(x))
    rank = np.linalg.matrix_rank(x)
    if rank < len(x):
        raise ValueError(
            f"x must have independent rows, not {len(x)} rows of rank {rank}"
        )
    return x, y


def _link(z: np.ndarray | float, depth: int) -> tuple:
    """∫h, h and h' of the link h_D; infinite outside of its poles."""
    if depth == 1:
        return z**2, 2 * z, 2 + 0 * z
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        if depth == 2:
            return 2 * np.cosh(z), 2 * np.sinh(z), 2 * np.cosh(z)
        p = depth / (depth - 2)
        inside = np.abs(z) < 1
        low, high = np.where(inside, 1 - z, np.nan), np.where(inside, 1 + z, np.nan)
        return (
            np.where(inside, (low ** (1 - p) + high ** (1 - p)) / (p - 1), np.inf),
            low**-p - high**-p,
            p * (low ** (-p - 1) + high ** (-p - 1)),
        )


def _newton(x: np.ndarray, y: np.ndarray, dual: np.ndarray, depth: int) -> np.ndarray:
    """The minimum of Σ∫h(xⱼᵀν) - yᵀν over ν, by Newton's method with halved steps."""
    value, slope, curve = _link(dual @ x, depth)
    value = value.sum() - y @ dual
    for _ in range(100):
        gap = x @ slope - y
        if np.abs(gap).max() < 1e-10 * np.abs(y).max():
            break
        move = np.linalg.solve((x * curve) @ x.T, -gap)
        rate = 1.0
        while rate > 1e-12:
            trial, slope, curve = _link((dual + rate * move) @ x, depth)
            lower = trial.sum() - y @ (dual + rate * move)
            # Rounding hides a decrease of less than its own size.
            slack = 1e-12 * (abs(value) + abs(lower))
            if np.isfinite(lower) and lower <= value + 1e-4 * rate * gap @ move + slack:
                break
            rate /= 2
        else:
            break
        dual, value = dual + rate * move, lower
    return dual
