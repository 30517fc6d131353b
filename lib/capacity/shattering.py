"""A ReLU network that fits any labels of points in general position."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import real_array, signs_array


class ReluNet(NamedTuple):
    """One hidden layer: f(x) = out · max(0, x @ hidden + bias) + offset."""

    hidden: np.ndarray
    bias: np.ndarray
    out: np.ndarray
    offset: float

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Outputs [n] for inputs [n, D]."""
        return np.maximum(0, x @ self.hidden + self.bias) @ self.out + self.offset


def shattering_net(x: ArrayLike, y: ArrayLike) -> ReluNet:
    """A network with 3⌈m/D⌉ units that gives x [n, D] the labels y, m the rarer class.

    Points of the rarer class are taken D at a time: a hyperplane goes through them, and
    three units make a ridge over it, too thin to touch any other point. Outputs are ±½.
    Since m ≤ n/2, one width suffices for all labellings: with k units, 2D⌊k/3⌋ points
    in general position are shattered (after Baum 1988). Taught in classical-risk.

    Raises
    ------
    ValueError
        For labels other than ±1, or points that are not in general position: more than
        D of them on one of the hyperplanes.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    n, dimension = x.shape
    rarer = 1.0 if (y > 0).sum() <= n / 2 else -1.0
    members = np.flatnonzero(y == rarer)
    normals, shifts, heights = [], [], []
    for start in range(0, len(members), dimension):
        group = members[start : start + dimension]
        plane = np.c_[x[group], -np.ones(len(group))]
        free = np.linalg.svd(plane)[2][len(group) :]
        normal = np.random.default_rng(0).standard_normal(len(free)) @ free
        normal /= np.linalg.norm(normal[:-1])
        away = np.abs(x @ normal[:-1] - normal[-1])[np.setdiff1d(range(n), group)]
        width = 0.5 * away.min(initial=1.0)
        if width < 1e-9 * max(1.0, np.abs(x).max()):
            raise ValueError("x must be in general position: no D + 1 on a hyperplane")
        for shift, height in ((width, 1), (0, -2), (-width, 1)):
            normals.append(normal[:-1])
            shifts.append(shift - normal[-1])
            heights.append(rarer * height / width)
    hidden = np.reshape(normals, (-1, dimension)).T
    return ReluNet(hidden, np.array(shifts), np.array(heights), -rarer / 2)
