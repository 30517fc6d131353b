"""All sign perceptrons that fit some patterns, counted one by one.

The setting of Baldassi et al. (2015).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import real_array, signs_array, whole

MOST_WEIGHTS = 24


def fitting_signs(patterns: ArrayLike, labels: ArrayLike) -> np.ndarray:
    """All weight vectors of signs that give every pattern its label.

    Exhaustive: each of the 2^N vectors is tried, halves of the sum apart. Taught in
    flat-minima.

    Parameters
    ----------
    patterns
        [n, N], N from 2 to 24.
    labels
        [n], each -1 or +1.

    Returns
    -------
    solutions : int8 [K, N], each entry -1 or +1; K may be 0.

    Raises
    ------
    ValueError
        For another number of columns, labels that do not match or input not finite.
    """
    patterns = real_array("patterns", patterns, 2)
    size = whole("number of columns of patterns", patterns.shape[1], 2, MOST_WEIGHTS)
    labels = signs_array("labels", labels, len(patterns), "patterns")
    left, right = _all_signs(size // 2), _all_signs(size - size // 2)
    signed = labels[:, None] * patterns
    first, second = signed[:, : size // 2] @ left.T, signed[:, size // 2 :] @ right.T
    fits = np.ones((len(left), len(right)), dtype=bool)
    for a, b in zip(first, second, strict=True):
        fits &= a[:, None] > -b
    i, j = np.nonzero(fits)
    return np.hstack([left[i], right[j]])


def neighbours(solutions: ArrayLike, radius: int) -> np.ndarray:
    """How many of the solutions [K, N] are within Hamming distance `radius` of each.

    The solution itself counts, so that the logarithm is a local entropy, in nats.
    Taught in flat-minima.

    Raises
    ------
    ValueError
        If the solutions are not signs, or the radius is not a whole number from 0 to N.
    """
    solutions = real_array("solutions", solutions, 2)
    size = solutions.shape[1]
    radius = whole("radius", radius, 0, size)
    if not np.isin(solutions, (-1, 1)).all():
        raise ValueError("solutions must hold only -1 and +1")
    signs = solutions.astype(np.float32)
    close = size - 2 * radius - 0.5
    return np.concatenate(
        [
            (block @ signs.T > close).sum(1)
            for block in np.array_split(signs, len(signs) // 1000 + 1)
        ]
    )


def _all_signs(size: int) -> np.ndarray:
    codes = np.arange(2**size)[:, None] >> np.arange(size)
    return (1 - 2 * (codes & 1)).astype(np.int8)
