"""SGD beside mutation and selection, on many small nets at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from lib.checks import positive, real_array, signs_array, whole
from lib.minima.nets import Nets


class Found(NamedTuple):
    """Nets after a search, `steps` [M] that each took, and whether it `reached` [M]."""

    nets: Nets
    steps: np.ndarray
    reached: np.ndarray


def train_nets(
    nets: Nets,
    x: ArrayLike,
    y: ArrayLike,
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
    Taught in many-minima.

    Parameters
    ----------
    nets
        Where to start; they are left as they are.
    x, y
        [n, D], and [n], each -1 or +1.
    target_loss
        In nats; below ln(2)/n it leaves no example wrong.

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
    x: ArrayLike,
    y: ArrayLike,
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

    Parameters and errors as `train_nets`; `size` is s at the start. Taught in
    many-minima.
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


def _checked(
    x: np.ndarray, y: np.ndarray, target_loss: float | None, max_steps: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.random.Generator]:
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


def _record(
    end: Found, live: np.ndarray, nets: Nets, step: int, done: np.ndarray
) -> None:
    end.nets.hidden[live], end.nets.out[live] = nets
    end.steps[live[done]], end.reached[live[done]] = step, True
