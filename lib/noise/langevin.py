"""Langevin dynamics: noise put in by hand, such that weights sample a density."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import array_where, below_one, positive, whole


def langevin_chains(
    gradient: Callable[[np.ndarray], np.ndarray],
    start: ArrayLike,
    lr: float,
    *,
    steps: int,
    seed: int,
    temperature: ArrayLike = 1.0,
    momentum: float = 0.0,
    every: int = 1,
) -> Iterator[np.ndarray]:
    """Chains whose stationary density is ∝ exp(-U/Θ) as lr → 0, for any U.

    Each step takes v ← m v + ∇U(w) + ξ, w ← w - ε v, from v = 0, with ξ Gaussian,
    independent from entry to entry and step to step, of variance 2(1 - m)Θ/ε. With m =
    0 that is Euler's method for dw = -∇U dt + √(2Θ) dW in steps of ε; otherwise it is
    PyTorch's momentum, and a step is worth ε/(1 - m) of that time. For U = ½hw² the
    variance at rest is Θ/h divided by 1 - εh/(2(1 + m)): exactly so, which is the bias
    of finite steps. Taught in sgd-as-inference.

    Parameters
    ----------
    gradient
        ∇U, from the weights of all chains to an array of the same shape.
    start
        The first weights, of any shape, usually [chains, P]; float32 stays float32, all
        else becomes float64.
    lr
        ε > 0.
    steps
        How many, at least 1.
    seed
        Of the noise.
    temperature
        Θ ≥ 0, a number or an array that broadcasts with `start`; 0 is descent.
    momentum
        m in [0, 1).
    every
        Give the weights after each so many steps, at most `steps`.

    Yields
    ------
    The weights, an array of its own each time.

    Raises
    ------
    ValueError
        For input out of these ranges, when it is called; for weights that are not
        finite any more, when they come up.
    """
    w = np.array(start)
    w = w.astype(np.float32 if w.dtype == np.float32 else np.float64)
    array_where("start", w, np.isfinite, "finite")
    lr, momentum = positive("lr", lr), below_one("momentum", momentum)
    heat = array_where("temperature", temperature, lambda a: a >= 0, "at least 0")
    try:
        broadcast = np.broadcast_shapes(heat.shape, w.shape)
    except ValueError:
        broadcast = None
    if broadcast != w.shape:
        raise ValueError(
            f"temperature must broadcast with start, of shape {w.shape}, not have the "
            f"shape {heat.shape}"
        )
    steps = whole("steps", steps, 1)
    every = whole("every", every, 1, steps)
    rng = np.random.default_rng(whole("seed", seed, 0))
    size = np.sqrt(2 * (1 - momentum) * heat / lr).astype(w.dtype)
    return _run(gradient, w, lr, momentum, size, rng, steps, every)


def _run(
    gradient: Callable[[np.ndarray], np.ndarray],
    w: np.ndarray,
    lr: float,
    momentum: float,
    size: np.ndarray,
    rng: np.random.Generator,
    steps: int,
    every: int,
) -> Iterator[np.ndarray]:
    v = np.zeros_like(w)
    for step in range(1, steps + 1):
        v *= momentum
        v += gradient(w)
        v += size * rng.standard_normal(w.shape, dtype=w.dtype)
        w = w - lr * v
        if step % every == 0:
            if not np.isfinite(w).all():
                raise ValueError(
                    f"lr must be smaller: at {lr:g} the weights are not finite after "
                    f"{step} steps"
                )
            yield w
