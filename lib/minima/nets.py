"""Small ReLU nets with one output, thousands of them in two arrays.

f(x) = v·(Wx)₊; x carries a constant 1 for the biases, and the sign of f takes no notice
of the scale of W or v.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import whole


class Nets(NamedTuple):
    """M nets f(x) = v·(Wx)₊: `hidden` W [M, h, D] and `out` v [M, h]."""

    hidden: np.ndarray
    out: np.ndarray

    def outputs(self, x: ArrayLike) -> np.ndarray:
        """Values f [M, n] at the rows of x [n, D], or of each net's own x [M, n, D]."""
        units = np.maximum(self.hidden @ np.swapaxes(x, -1, -2), 0)
        return (self.out[:, None] @ units)[:, 0]

    def take(self, chosen: Any) -> Nets:
        """Some of the nets, by mask or index."""
        return Nets(self.hidden[chosen], self.out[chosen])


def random_nets(count: int, inputs: int, hidden: int, seed: int) -> Nets:
    """Nets with Gaussian weights of variance 2/inputs in W and 1/hidden in v.

    Taught in many-minima.
    """
    count, inputs = whole("count", count, 1), whole("inputs", inputs, 1)
    hidden = whole("hidden", hidden, 1)
    rng = np.random.default_rng(whole("seed", seed, 0))
    first = rng.standard_normal((count, hidden, inputs), dtype=np.float32)
    last = rng.standard_normal((count, hidden), dtype=np.float32)
    return Nets(
        first * np.float32((2 / inputs) ** 0.5), last * np.float32(hidden**-0.5)
    )
