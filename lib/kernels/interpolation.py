"""Kernel interpolation: the function of least norm through every training point."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import LinAlgError, cho_factor, cho_solve

from lib.checks import positive, real_array, same_columns, targets_array


def gaussian_kernel(x: ArrayLike, z: ArrayLike, width: float) -> np.ndarray:
    """The matrix exp(-|x_i - z_j|² / (2 width²)), `[n, m]`, from `[n, d]` and `[m, d]`.

    `width` is in the unit of the inputs. Taught in random-labels.

    Raises
    ------
    ValueError
        If the rows differ in length, or `width` is not above 0.
    """
    return np.exp(-squared_distances(x, z) / (2 * positive("width", width) ** 2))


def laplace_kernel(x: ArrayLike, z: ArrayLike, width: float) -> np.ndarray:
    """The matrix exp(-|x_i - z_j| / width), `[n, m]`, from `[n, d]` and `[m, d]`.

    `width` is in the unit of the inputs. Taught in infinite-width.

    Raises
    ------
    ValueError
        If the rows differ in length, or `width` is not above 0.
    """
    return np.exp(-np.sqrt(squared_distances(x, z)) / positive("width", width))


class Interpolant(NamedTuple):
    """A kernel interpolant f(x) = Σ_i k(x, x_i) coefficients_i.

    Attributes
    ----------
    coefficients
        As the targets, [n] or [n, k].
    norm
        Its length in the kernel's Hilbert space, √(Σ_k t_kᵀ G⁻¹ t_k).
    """

    coefficients: np.ndarray
    norm: float


def interpolate(gram: ArrayLike, t: ArrayLike) -> Interpolant:
    """The function of least norm that is t_i at x_i, for the Gram matrix of x.

    Taught in random-labels.

    Parameters
    ----------
    gram
        `[n, n]`, symmetric and positive definite: the kernel between training inputs.
    t
        `[n]` or `[n, k]`.

    Raises
    ------
    ValueError
        If `gram` is not symmetric and positive definite, or the lengths differ.
    """
    gram = real_array("gram", gram, 2)
    if gram.shape[0] != gram.shape[1] or not np.allclose(gram, gram.T):
        raise ValueError(f"gram must be symmetric, not one of shape {gram.shape}")
    t = targets_array("t", t, len(gram), "rows of gram")
    try:
        coefficients = cho_solve(cho_factor(gram, lower=True), t)
    except LinAlgError:
        raise ValueError(
            "gram must be positive definite: lower the width of the kernel, or drop "
            "inputs that occur twice"
        ) from None
    return Interpolant(coefficients, float(np.sqrt(np.sum(t * coefficients))))


def squared_distances(x: ArrayLike, z: ArrayLike) -> np.ndarray:
    """|x_i - z_j|², `[n, m]`, from `[n, d]` and `[m, d]`; never below 0.

    Taught in the sheet of random-labels.

    Raises
    ------
    ValueError
        If the rows differ in length.
    """
    x, z = real_array("x", x, 2), real_array("z", z, 2)
    same_columns("z", z, "x", x.shape[1])
    cross = x @ z.T
    return np.maximum((x**2).sum(1)[:, None] + (z**2).sum(1) - 2 * cross, 0)
