"""How well a class can follow random signs: its empirical Rademacher complexity."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import positive, real_array, whole


def norm_complexity(x: ArrayLike, norm: float, signs: ArrayLike) -> np.ndarray:
    """(B/n)‖Σ σᵢxᵢ‖ for each row of `signs`: exact for {x ↦ w·x, ‖w‖ ≤ B}.

    The supremum over w is reached along Σ σᵢxᵢ. Its mean over fair signs is the
    empirical Rademacher complexity, at most (B/n)√Σ‖xᵢ‖². Taught in classical-risk.

    Parameters
    ----------
    x
        [n, D].
    norm
        B > 0.
    signs
        [S, n], each ±1.
    """
    x, signs = _inputs_and_signs(x, signs)
    return positive("norm", norm) / len(x) * np.linalg.norm(signs @ x, axis=1)


def linear_complexity(x: ArrayLike, signs: ArrayLike, steps: int = 30) -> np.ndarray:
    """(1/n) Σ σᵢ sign(w·xᵢ) at the best w found, for each row σ of `signs`.

    A lower bound on the supremum over w, which is hard to find: the best of `steps`
    Newton steps of a logistic regression on σ, of which the first is least squares. It
    is exact where it is 1. Taught in classical-risk.

    Parameters
    ----------
    x
        [n, D].
    signs
        [S, n], each ±1.
    steps
        At least 1.
    """
    x, signs = _inputs_and_signs(x, signs)
    steps = whole("steps", steps, 1)
    ridge = 1e-6 * np.linalg.norm(x, 2) ** 2 * np.eye(x.shape[1])
    best = []
    for sigma in signs:
        w, found = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            chance = 0.5 * (1 + np.tanh(0.5 * (x @ w)))
            weight = np.maximum(chance * (1 - chance), 1e-6)
            pull = x.T @ ((sigma + 1) / 2 - chance)
            w = w + np.linalg.solve((x.T * weight) @ x + ridge, pull)
            found = max(found, sigma @ np.where(x @ w > 0, 1, -1) / len(x))
            if found == 1:
                break
        best.append(found)
    return np.array(best)


def _inputs_and_signs(
    x: np.ndarray, signs: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    x, signs = real_array("x", x, 2), real_array("signs", signs, 2)
    if signs.shape[1] != len(x) or not np.isin(signs, (-1, 1)).all():
        raise ValueError(f"signs must be -1 or +1, {len(x)} in a row, one per row of x")
    return x, signs
