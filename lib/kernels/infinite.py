"""The two kernels of an infinitely wide ReLU network, by recursion over its layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import not_negative, positive, real_array, same_columns, whole


def ntk_kernels(
    x1: ArrayLike,
    x2: ArrayLike,
    *,
    depth: int,
    weight_variance: float,
    bias_variance: float,
) -> tuple[np.ndarray, np.ndarray]:
    """NNGP and NTK of infinitely wide fully connected ReLU networks.

    With σ_w², σ_b² for the variances and d for the number of features, the recursion
    begins at K⁰ = Θ⁰ = σ_w² x·x'/d + σ_b² and takes each hidden layer to

        K' = σ_w² E[ReLU(u) ReLU(v)] + σ_b²,    Θ' = K' + σ_w² Θ E[step(u) step(v)],

    where (u, v) is Gaussian with the covariance K of the two inputs, so that both
    expectations are arc-cosine kernels (Cho & Saul 2009). K is the covariance of the
    network's prior over functions (Neal 1996, Lee et al. 2018), Θ the inner product of
    its gradients (Jacot et al. 2018). The conventions are those of neural-tangents:
    `stax.serial(*[stax.Dense(n, W_std, b_std), stax.Relu()] * depth, stax.Dense(1,
    W_std, b_std))` with σ_w² = W_std², σ_b² = b_std². Taught in infinite-width.

    Parameters
    ----------
    x1, x2
        Inputs `[n1, d]` and `[n2, d]`.
    depth
        Number of hidden layers, at least 1.
    weight_variance
        σ_w², above 0; with 2, signals keep their size through ReLU layers.
    bias_variance
        σ_b², at least 0.

    Returns
    -------
    NNGP and NTK, each `[n1, n2]`.

    Raises
    ------
    ValueError
        If the rows differ in length, or a number is not allowed.
    """
    x1, x2 = real_array("x1", x1, 2), real_array("x2", x2, 2)
    same_columns("x2", x2, "x1", x1.shape[1])
    depth = whole("depth", depth, 1)
    slope = positive("weight_variance", weight_variance)
    offset = not_negative("bias_variance", bias_variance)

    size1 = slope * (x1**2).mean(1) + offset
    size2 = slope * (x2**2).mean(1) + offset
    nngp = slope * (x1 @ x2.T) / x1.shape[1] + offset
    ntk = nngp.copy()
    for _ in range(depth):
        both, steps = _relu_expectations(size1, size2, nngp)
        nngp = slope * both + offset
        ntk = nngp + slope * ntk * steps
        size1, size2 = slope * size1 / 2 + offset, slope * size2 / 2 + offset
    return nngp, ntk


def _relu_expectations(
    size1: np.ndarray, size2: np.ndarray, covariance: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """E[ReLU(u) ReLU(v)] and E[step(u) step(v)] for variances [n1], [n2], [n1, n2].

    Where a variance is 0, u is 0 surely; its step counts as if it went along with v.
    """
    scale = np.sqrt(size1[:, None] * size2)
    cosine = np.ones_like(covariance)
    np.divide(covariance, scale, out=cosine, where=scale > 0)
    angle = np.arccos(np.clip(cosine, -1, 1))
    steps = (np.pi - angle) / (2 * np.pi)
    return scale * (np.sin(angle) / (2 * np.pi) + steps * np.cos(angle)), steps
