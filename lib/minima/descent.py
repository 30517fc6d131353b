"""Gradient descent beside AdaGrad, RMSprop and Adam.

On the data of Wilson et al. (2017).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from lib.checks import one_of, positive, real_array, signs_array, whole

METHODS = ("gd", "adagrad", "rmsprop", "adam")
LOSSES = ("square", "logistic")


def wilson_data(y: ArrayLike, y_new: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """The inputs with which Wilson et al. (2017, section 3.3) mislead adaptive methods.

    Feature 1 is the label, features 2 and 3 are always 1, and every example has five
    features to itself: the first of them is 1 if its label is +1, all are 1 if it is
    -1. The rest is 0. Taught in many-minima.

    Parameters
    ----------
    y, y_new
        [n] and [m], each -1 or +1, the labels of a training and a test set.

    Returns
    -------
    x, x_new : [n, D] and [m, D], with D = 3 + 5(n + m).
    """
    y, y_new = (signs_array(k, v, len(v)) for k, v in (("y", y), ("y_new", y_new)))
    labels = np.r_[y, y_new]
    own = np.repeat(np.eye(len(labels)), 5, axis=1)
    own *= (labels[:, None] < 0) | (np.arange(own.shape[1]) % 5 == 0)
    x = np.c_[labels, np.ones((len(labels), 2)), own]
    return x[: len(y)], x[len(y) :]


def descend(
    x: ArrayLike,
    y: ArrayLike,
    method: str,
    *,
    loss: str = "square",
    lr: float = 0.01,
    steps: int = 1000,
) -> np.ndarray:
    """Weights [P] of a linear model after `steps` full-batch steps from zero.

    The methods are those of the papers, with ε = 0 and 0/0 = 0: "gd"; "adagrad" divides
    the gradient by the root of the sum of all its squares so far, coordinate by
    coordinate; "rmsprop" by that of an average with decay 0.9; "adam" divides an
    average of gradients (0.9) by that of squares (0.999), both corrected for starting
    at zero. Taught in many-minima.

    Parameters
    ----------
    x
        [N, P].
    y
        [N], each -1 or +1.
    loss
        Of the output f, averaged over examples: "square" is ½(f - y)², "logistic" ln(1
        + exp(-yf)).

    Raises
    ------
    ValueError
        If an argument is not allowed.
    FloatingPointError
        If the weights stop being finite numbers: `lr` is too large.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    one_of("method", method, METHODS)
    one_of("loss", loss, LOSSES)
    lr, steps = positive("lr", lr), whole("steps", steps, 1)
    w, mean, square = np.zeros((3, x.shape[1]))
    for step in range(1, steps + 1):
        outputs = x @ w
        slope = outputs - y if loss == "square" else -y * expit(-y * outputs)
        gradient = slope @ x / len(y)
        move, scale = gradient, 1.0
        if method == "adagrad":
            square += gradient**2
            scale = np.sqrt(square)
        elif method == "rmsprop":
            square += 0.1 * (gradient**2 - square)
            scale = np.sqrt(square)
        elif method == "adam":
            mean += 0.1 * (gradient - mean)
            square += 0.001 * (gradient**2 - square)
            move = mean / (1 - 0.9**step)
            scale = np.sqrt(square / (1 - 0.999**step))
        w -= lr * np.divide(move, scale, out=np.zeros_like(w), where=scale != 0)
    if not np.isfinite(w).all():
        raise FloatingPointError(f"the weights diverged; lower lr, which is {lr:g}")
    return w
