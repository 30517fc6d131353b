"""Fit any labels at all: the 2n + d network, kernels, the least norm, a neighbour.

Used by random-labels. Each fits its training set exactly, true labels or random, and
without any training by gradients.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve, solve_triangular

from lib.checks import positive, real_array, whole


class MemorizingNet(NamedTuple):
    """A ReLU network, x ↦ Σ_j weights_j (x·direction - kinks_j)₊.

    Its first layer is one direction, shared by all hidden units.

    Attributes
    ----------
    direction : [d]. kinks : [n], increasing. weights : [n].
    """

    direction: np.ndarray
    kinks: np.ndarray
    weights: np.ndarray

    @property
    def size(self) -> int:
        """Number of weights: 2n + d."""
        return len(self.direction) + len(self.kinks) + len(self.weights)

    def outputs(self, x) -> np.ndarray:
        """What the network says at the rows of `x`: `[m, d]` to `[m]`."""
        x = real_array("x", x, 2)
        return hidden_units(x @ self.direction, self.kinks) @ self.weights


def hidden_units(projections, kinks) -> np.ndarray:
    """The matrix (z_i - b_j)₊ of projections z `[m]` and kinks b `[n]`, `[m, n]`."""
    z, b = real_array("projections", projections, 1), real_array("kinks", kinks, 1)
    return np.maximum(z[:, None] - b, 0)


def memorizing_net(x, t, seed: int, *, reach: float = 1.0) -> MemorizingNet:
    """A network with 2n + d weights that is t_i at x_i (Zhang et al. 2017, theorem 1).

    The images are projected on a random direction. Hidden unit j has its kink below the
    j-th smallest projection, by `reach` times its distance from the one before, so that
    the units' outputs form a triangular matrix; the weights solve it.

    Parameters
    ----------
    x
        `[n, d]`, no two rows the same.
    t
        `[n]`, any real targets.
    seed
        Of the direction.
    reach
        In (0, 1]. At 1 the kinks are at the projections themselves, and the net is the
        straight-line interpolation between them; smaller values are worse conditioned.

    Raises
    ------
    ValueError
        If an argument is none of the above, or two rows of `x` have one projection.
    """
    x, t = real_array("x", x, 2), real_array("t", t, 1)
    if len(t) != len(x):
        raise ValueError(
            f"t must have one target for each of {len(x)} rows of x, not {len(t)}"
        )
    reach = positive("reach", reach)
    if reach > 1:
        raise ValueError(f"reach must be in (0, 1], not {reach:g}")
    rng = np.random.default_rng(whole("seed", seed, 0))
    direction = rng.standard_normal(x.shape[1])
    direction /= np.linalg.norm(direction)
    order = np.argsort(x @ direction)
    z = (x @ direction)[order]
    gaps = np.diff(z)
    if not (gaps > 0).all():
        raise ValueError("x must have rows that are all different: two are the same")
    gaps = np.r_[gaps.mean() if len(gaps) else 1.0, gaps]
    kinks = z - reach * gaps
    # Where a kink is at the projection before, rounding must not lift it above.
    if reach == 1:
        kinks[1:] = z[:-1]
    weights = solve_triangular(hidden_units(z, kinks), t[order], lower=True)
    return MemorizingNet(direction, kinks, weights)


def minimum_norm(x, t) -> np.ndarray:
    """The shortest weights with x @ w = t: w = xᵀ (x xᵀ)⁻¹ t.

    Parameters
    ----------
    x
        `[n, P]`, rows independent, so n ≤ P.
    t
        `[n]`, or `[n, k]` for k outputs.

    Returns
    -------
    `[P]` or `[P, k]`.

    Raises
    ------
    ValueError
        If rows of `x` depend on each other, so that not every t can be fitted, or the
        lengths differ.
    """
    x = real_array("x", x, 2)
    t = _targets(t, len(x))
    weights, _, rank, _ = np.linalg.lstsq(x, t, rcond=None)
    if rank < len(x):
        raise ValueError(
            f"x must have independent rows: its {len(x)} rows have rank {rank}"
        )
    return weights


def gaussian_kernel(x, z, width: float) -> np.ndarray:
    """The matrix exp(-|x_i - z_j|² / (2 width²)), `[n, m]`, from `[n, d]` and `[m, d]`.

    `width` is in the unit of the inputs.

    Raises
    ------
    ValueError
        If the rows differ in length, or `width` is not above 0.
    """
    return np.exp(-squared_distances(x, z) / (2 * positive("width", width) ** 2))


class Interpolant(NamedTuple):
    """A kernel interpolant f(x) = Σ_i k(x, x_i) coefficients_i.

    Attributes
    ----------
    coefficients : as the targets, [n] or [n, k].
    norm : its length in the kernel's Hilbert space, √(Σ_k t_kᵀ G⁻¹ t_k).
    """

    coefficients: np.ndarray
    norm: float


def interpolate(gram, t) -> Interpolant:
    """The function of least norm that is t_i at x_i, for the Gram matrix of x.

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
    t = _targets(t, len(gram))
    try:
        coefficients = cho_solve(cho_factor(gram, lower=True), t)
    except LinAlgError:
        raise ValueError(
            "gram must be positive definite: lower the width of the kernel, or drop "
            "inputs that occur twice"
        ) from None
    return Interpolant(coefficients, float(np.sqrt(np.sum(t * coefficients))))


def nearest_neighbour(x, y, x_new) -> np.ndarray:
    """The label of the training input nearest to each new one (Cover & Hart 1967).

    Parameters
    ----------
    x, y
        `[n, d]` and `[n]`.
    x_new
        `[m, d]`.

    Returns
    -------
    `[m]`, of the type of `y`; the first of equally near ones.

    Raises
    ------
    ValueError
        If lengths or numbers of columns differ.
    """
    y = np.asarray(y)
    if y.shape != (len(x),):
        raise ValueError(
            f"y must have one label for each of {len(x)} rows of x, not shape {y.shape}"
        )
    return y[squared_distances(x_new, x).argmin(1)]


def squared_distances(x, z) -> np.ndarray:
    """|x_i - z_j|², `[n, m]`, from `[n, d]` and `[m, d]`; never below 0.

    Raises
    ------
    ValueError
        If the rows differ in length.
    """
    x, z = real_array("x", x, 2), real_array("z", z, 2)
    if x.shape[1] != z.shape[1]:
        raise ValueError(
            f"z must have {x.shape[1]} columns, as x has, not {z.shape[1]}"
        )
    cross = x @ z.T
    return np.maximum((x**2).sum(1)[:, None] + (z**2).sum(1) - 2 * cross, 0)


def _targets(t, n: int) -> np.ndarray:
    t = real_array("t", t, 2 if np.ndim(t) == 2 else 1)
    if len(t) != n:
        raise ValueError(f"t must have {n} rows, not {len(t)}")
    return t
