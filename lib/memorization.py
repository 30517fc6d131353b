"""Fit any labels at all: the 2n + d network, the least norm, a neighbour.

Each fits its training set exactly, true labels or random, and without any training by
gradients.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import solve_triangular

from lib.checks import (
    inside,
    one_for_each,
    real_array,
    same_columns,
    targets_array,
    whole,
)
from lib.kernels.interpolation import squared_distances


class MemorizingNet(NamedTuple):
    """A ReLU network, x ↦ Σ_j weights_j (x·direction - kinks_j)₊.

    Its first layer is one direction, shared by all hidden units.

    Attributes
    ----------
    direction
        [d].
    kinks
        [n], increasing.
    weights
        [n].
    """

    direction: np.ndarray
    kinks: np.ndarray
    weights: np.ndarray

    @property
    def size(self) -> int:
        """Number of weights: 2n + d."""
        return len(self.direction) + len(self.kinks) + len(self.weights)

    def outputs(self, x: ArrayLike) -> np.ndarray:
        """What the network says at the rows of `x`: `[m, d]` to `[m]`."""
        x = real_array("x", x, 2)
        return hidden_units(x @ self.direction, self.kinks) @ self.weights


def hidden_units(projections: ArrayLike, kinks: ArrayLike) -> np.ndarray:
    """The matrix (z_i - b_j)₊ of projections z `[m]` and kinks b `[n]`, `[m, n]`.

    Taught in the sheet of random-labels.
    """
    z, b = real_array("projections", projections, 1), real_array("kinks", kinks, 1)
    return np.maximum(z[:, None] - b, 0)


def memorizing_net(
    x: ArrayLike, t: ArrayLike, seed: int, *, reach: float = 1.0
) -> MemorizingNet:
    """A network with 2n + d weights that is t_i at x_i (Zhang et al. 2017, theorem 1).

    The images are projected on a random direction. Hidden unit j has its kink below the
    j-th smallest projection, by `reach` times its distance from the one before, so that
    the units' outputs form a triangular matrix; the weights solve it. Taught in
    random-labels.

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
    one_for_each("t", t, "target", len(x))
    reach = inside("reach", reach, 0, 1, "(]")
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


def minimum_norm(x: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The shortest weights with x @ w = t: w = xᵀ (x xᵀ)⁻¹ t.

    Taught in random-labels.

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
    t = targets_array("t", t, len(x))
    weights, _, rank, _ = np.linalg.lstsq(x, t, rcond=None)
    if rank < len(x):
        raise ValueError(
            f"x must have independent rows: its {len(x)} rows have rank {rank}"
        )
    return weights


def nearest_neighbour(x: ArrayLike, y: ArrayLike, x_new: ArrayLike) -> np.ndarray:
    """The label of the training input nearest to each new one (Cover & Hart 1967).

    Taught in random-labels.

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
    if y.ndim != 1:
        raise ValueError(f"y must have one dimension, not shape {y.shape}")
    one_for_each("y", y, "label", len(x))
    return y[squared_distances(x_new, x).argmin(1)]


def null_vector(x: ArrayLike, x_new: ArrayLike, outputs: ArrayLike) -> np.ndarray:
    """The shortest v [P] with x·v = 0 and x_new·v = outputs: no training point sees it.

    Taught in many-minima.

    Parameters
    ----------
    x
        [N, P].
    x_new
        [M, P], the rows of both together independent.
    outputs
        [M].

    Raises
    ------
    ValueError
        If rows depend on each other, or shapes do not match.
    """
    x, x_new = real_array("x", x, 2), real_array("x_new", x_new, 2)
    outputs = real_array("outputs", outputs, 1)
    same_columns("x_new", x_new, "x", x.shape[1])
    return minimum_norm(np.r_[x, x_new], np.r_[np.zeros(len(x)), outputs])
