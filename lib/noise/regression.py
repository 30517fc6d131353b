"""Linear regression as SGD meets it: its inputs checked, its batches' noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import svd

from lib.checks import one_for_each, one_of, real_array, whole

NO_LAW = (
    "sampling must be 'replace' or 'without', not 'reshuffle': an epoch uses every "
    "example once, so that what one batch has too much of the others have too little "
    "of; the noise of successive steps is anti-correlated, cancels within the epoch to "
    "first order in lr, and obeys neither law"
)


def fitted(x: ArrayLike, y: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`x` [N, D], the least-squares weights [D] and the residuals y - xw [N].

    Raises
    ------
    ValueError
        For lengths that differ, or columns of x that depend on each other: along such
        a direction there is neither force nor noise.
    """
    x, y = full_rank(x), real_array("y", y, 1)
    one_for_each("y", y, "target", len(x))
    weights = np.linalg.lstsq(x, y, rcond=None)[0]
    return x, weights, y - x @ weights


def full_rank(x: ArrayLike) -> np.ndarray:
    """`x` as float64 [N, D]; ValueError unless its columns are independent."""
    x = real_array("x", x, 2)
    rank = np.linalg.matrix_rank(x)
    if rank < x.shape[1]:
        raise ValueError(
            "x must have independent columns, or weights along some directions have "
            f"no stationary state; its {x.shape[1]} columns have rank {rank}"
        )
    return x


def noise_share(n: int, batch_size: int, sampling: str) -> float:
    """The variance of a batch's mean over that of one example, for N examples.

    1/B with replacement, (N - B)/(B (N - 1)) without.
    """
    if sampling == "reshuffle":
        raise ValueError(NO_LAW)
    one_of("sampling", sampling, ("replace", "without"))
    if sampling == "replace":
        return 1 / whole("batch_size", batch_size, 1)
    batch_size = whole("batch_size", batch_size, 1, n)
    return 0.0 if batch_size == n else (n - batch_size) / (batch_size * (n - 1))


def principal_axes(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The Hessian H = XᵀX/N taken apart, without squaring the condition number of X.

    Returns
    -------
    its eigenvalues [D], eigenvectors [D, D] in columns, and X in their basis [N, D].
    """
    left, s, axes = svd(x, full_matrices=False)
    return s**2 / len(x), axes.T, left * s
