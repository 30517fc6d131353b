"""The scale g of SGD's noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import array_where, one_of
from lib.noise.regression import NO_LAW


def _counts(array: np.ndarray) -> np.ndarray:
    return (array >= 1) & (array % 1 == 0)


def noise_scale(
    lr: ArrayLike,
    n_train: ArrayLike,
    batch_size: ArrayLike,
    momentum: ArrayLike = 0.0,
    sampling: str = "without",
) -> float | np.ndarray:
    """The noise scale g of SGD (Smith & Le 2018, §5 and their appendix on momentum).

    Write C for the cost summed over the training set and F for the covariance of its
    per-example gradients. In the time t = ε/(N (1 - m)) per step, and for small steps,
    SGD follows dw/dt = -dC/dw + η(t), where η is white with covariance g·F, and

    - "without" (each batch a fresh subset): g = ε (N/B - 1) / (1 - m), with F taken
      with 1/(N - 1); B = N has no noise;
    - "replace" (each example drawn from all N): g = ε N / (B (1 - m)), with F taken
      with 1/N; B = N is still noisy.

    Every number may also be an array; they broadcast. Taught in noise-scale.

    Parameters
    ----------
    lr
        ε > 0; it multiplies the gradient of the MEAN cost of a batch.
    n_train, batch_size
        N and B, whole numbers of at least 1.
    momentum
        m in [0, 1), as in torch.optim.SGD without dampening.
    sampling
        "without" or "replace".

    Returns
    -------
    g, a float, or an array of the broadcast shape.

    Raises
    ------
    ValueError
        For an argument out of its range, B > N without replacement, shapes that do not
        broadcast, or sampling="reshuffle", which obeys neither law.
    """
    one_of("sampling", sampling, ("without", "replace", "reshuffle"))
    if sampling == "reshuffle":
        raise ValueError(NO_LAW)
    rule = "a whole number of at least 1"
    lr = array_where("lr", lr, lambda a: a > 0, "above 0")
    n = array_where("n_train", n_train, _counts, rule)
    b = array_where("batch_size", batch_size, _counts, rule)
    m = array_where("momentum", momentum, lambda a: (a >= 0) & (a < 1), "in [0, 1)")
    try:
        lr, n, b, m = np.broadcast_arrays(lr, n, b, m)
    except ValueError:
        shapes = ", ".join(str(a.shape) for a in (lr, n, b, m))
        raise ValueError(
            "lr, n_train, batch_size and momentum must have shapes that broadcast, "
            f"not {shapes}"
        ) from None
    if sampling == "replace":
        return (lr * n / (b * (1 - m)))[()]
    if (b > n).any():
        raise ValueError(
            f"batch_size must be at most n_train = {n[b > n][0]:g} without "
            f"replacement, not {b[b > n][0]:g}"
        )
    return (lr * (n - b) / (b * (1 - m)))[()]
