"""Which minimum does a method reach? Adaptive steps, and searches without a gradient.

Used by many-minima: gradient descent beside AdaGrad, RMSprop and Adam on the data of
Wilson et al. (2017), and SGD beside mutation and selection on many small nets.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from lib.checks import one_of, positive, real_array, signs_array, whole
from lib.minima import Nets

METHODS = ("gd", "adagrad", "rmsprop", "adam")
LOSSES = ("square", "logistic")


def wilson_data(y, y_new) -> tuple[np.ndarray, np.ndarray]:
    """The inputs with which Wilson et al. (2017, section 3.3) mislead adaptive methods.

    Feature 1 is the label, features 2 and 3 are always 1, and every example has five
    features to itself: the first of them is 1 if its label is +1, all are 1 if it is
    -1. The rest is 0.

    Parameters
    ----------
    y, y_new : [n] and [m], each -1 or +1, the labels of a training and a test set.

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
    x, y, method: str, *, loss: str = "square", lr: float = 0.01, steps: int = 1000
) -> np.ndarray:
    """Weights [P] of a linear model after `steps` full-batch steps from zero.

    The methods are those of the papers, with ε = 0 and 0/0 = 0: "gd"; "adagrad" divides
    the gradient by the root of the sum of all its squares so far, coordinate by
    coordinate; "rmsprop" by that of an average with decay 0.9; "adam" divides an
    average of gradients (0.9) by that of squares (0.999), both corrected for starting
    at zero.

    Parameters
    ----------
    x : [N, P]. y : [N], each -1 or +1.
    loss : of the output f, averaged over examples: "square" is ½(f - y)², "logistic"
        ln(1 + exp(-yf)).

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


class Found(NamedTuple):
    """Nets after a search, `steps` [M] that each took, and whether it `reached` [M]."""

    nets: Nets
    steps: np.ndarray
    reached: np.ndarray


def train_nets(
    nets: Nets,
    x,
    y,
    *,
    target_loss: float | None = None,
    lr: float = 0.2,
    batch_size: int = 8,
    max_steps: int = 20_000,
    seed: int = 0,
) -> Found:
    """SGD on the mean logistic loss, each net on batches of its own, until it fits.

    A batch is drawn with replacement. A net is set aside as soon as its mean loss over
    all examples is at or below the target or, without one, every example is right.

    Parameters
    ----------
    nets : where to start; they are left as they are.
    x, y : [n, D], and [n], each -1 or +1.
    target_loss : in nats; below ln(2)/n it leaves no example wrong.

    Raises
    ------
    ValueError
        If an argument is not allowed.
    """
    x, y, rng = _checked(x, y, target_loss, max_steps, seed)
    lr, batch_size = positive("lr", lr), whole("batch_size", batch_size, 1)
    w, v = nets.hidden.astype(float), nets.out.astype(float)
    end = _unfinished(nets, max_steps)
    live = np.arange(len(v))
    for step in range(max_steps + 1):
        done = _fits(Nets(w, v).outputs(x) * y, target_loss)
        if done.any() or step == max_steps:
            _record(end, live, Nets(w, v), step, done)
            live, w, v = live[~done], w[~done], v[~done]
        if not len(live):
            break
        batch = rng.integers(len(x), size=(len(live), batch_size))
        inputs, labels = x[batch], y[batch]
        before = w @ inputs.transpose(0, 2, 1)
        units = np.maximum(before, 0)
        force = labels * expit(-labels * (v[:, None] @ units)[:, 0]) / batch_size
        back = v[:, :, None] * force[:, None] * (before > 0)
        v = v + lr * (units @ force[:, :, None])[..., 0]
        w = w + lr * back @ inputs
    return end


def evolve_nets(
    nets: Nets,
    x,
    y,
    *,
    target_loss: float | None = None,
    size: float = 0.1,
    max_steps: int = 20_000,
    seed: int = 0,
) -> Found:
    """Mutate, and keep what is better: a hill climb that never sees a gradient.

    Every net is its own lineage. Its child adds Gaussian noise of standard deviation
    s to every weight, and replaces it if its mean logistic loss is lower; ln s grows by
    0.8/√P for P weights where the child won and shrinks by a quarter of that where it
    lost, which aims at one win in five (Rechenberg 1973).

    Parameters and errors as `train_nets`; `size` is s at the start.
    """
    x, y, rng = _checked(x, y, target_loss, max_steps, seed)
    now = Nets(nets.hidden.astype(float), nets.out.astype(float))
    end = _unfinished(nets, max_steps)
    live, margins = np.arange(len(now.out)), now.outputs(x) * y
    spread = np.full(len(live), positive("size", size))
    rate = 0.8 / np.sqrt(now.hidden[0].size + now.out[0].size)
    for step in range(max_steps + 1):
        done = _fits(margins, target_loss)
        if done.any() or step == max_steps:
            _record(end, live, now, step, done)
            live, now = live[~done], now.take(~done)
            margins, spread = margins[~done], spread[~done]
        if not len(live):
            break
        child = Nets(
            now.hidden + spread[:, None, None] * rng.standard_normal(now.hidden.shape),
            now.out + spread[:, None] * rng.standard_normal(now.out.shape),
        )
        new = child.outputs(x) * y
        won = _loss(new) < _loss(margins)
        now.hidden[won], now.out[won] = child.hidden[won], child.out[won]
        margins[won] = new[won]
        spread = spread * np.exp(np.where(won, rate, -rate / 4))
    return end


def _checked(x, y, target_loss, max_steps, seed):
    x = real_array("x", x, 2)
    if target_loss is not None:
        positive("target_loss", target_loss)
    whole("max_steps", max_steps, 1)
    rng = np.random.default_rng(whole("seed", seed, 0))
    return x, signs_array("y", y, len(x)), rng


def _unfinished(nets: Nets, max_steps: int) -> Found:
    kept = Nets(nets.hidden.astype(float), nets.out.astype(float))
    return Found(kept, np.full(len(kept.out), max_steps), np.zeros(len(kept.out), bool))


def _loss(margins: np.ndarray) -> np.ndarray:
    return np.logaddexp(0, -margins).mean(1)


def _fits(margins: np.ndarray, target_loss: float | None) -> np.ndarray:
    if target_loss is None:
        return (margins > 0).all(1)
    return _loss(margins) <= target_loss


def _record(end: Found, live, nets: Nets, step: int, done) -> None:
    end.nets.hidden[live], end.nets.out[live] = nets
    end.steps[live[done]], end.reached[live[done]] = step, True
