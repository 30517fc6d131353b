"""Coins: how far one is from another, and what held-out examples say of an error.

A network that is wrong with probability p, and was wrong on the share q of n examples
that it had not seen, is a coin that was thrown n times.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainccinv, rel_entr, xlog1py

from lib.checks import array_where, inside, whole


def binary_kl(q: ArrayLike, p: ArrayLike) -> np.ndarray:
    """Divergence of a coin with bias p from one with bias q, nats; perhaps infinite.

    kl(q‖p) = q ln(q/p) + (1-q) ln((1-q)/(1-p)). Taught in certificates.

    Raises
    ------
    ValueError
        If q or p is outside [0, 1].
    """
    q, p = share("q", q), share("p", p)
    q, p = np.broadcast_arrays(q, p)
    return _side(q, p, p - q) + _side(1 - q, 1 - p, q - p)


def kl_upper(q: ArrayLike, nats: ArrayLike) -> np.ndarray:
    """The largest p with kl(q‖p) <= `nats`, by halving, and rounded up.

    Taught in certificates.

    Raises
    ------
    ValueError
        If q is outside [0, 1] or `nats` is negative.
    """
    q, nats = np.broadcast_arrays(share("q", q), cost(nats))
    found = _halved(q, np.ones_like(q), lambda p: binary_kl(q, p) <= nats)[1]
    return np.where(q == 0, -np.expm1(-nats), found)


def kl_lower(q: ArrayLike, nats: ArrayLike) -> np.ndarray:
    """The smallest p with kl(q‖p) <= `nats`, by halving, and rounded down.

    Raises as `kl_upper`. Taught in certificates.
    """
    q, nats = np.broadcast_arrays(share("q", q), cost(nats))
    found = _halved(np.zeros_like(q), q, lambda p: binary_kl(q, p) > nats)[0]
    return np.where(q == 1, np.exp(-nats), found)


def binomial_bound(errors: ArrayLike, n: int, delta: float) -> np.ndarray:
    """The p at which `errors` or fewer of n held-out examples have the chance δ.

    Of one network that has not seen them, p <= this with probability 1 - δ (Clopper &
    Pearson 1934; Langford 2005): no bound from the counts alone is lower for every
    outcome. Taught in certificates.

    Raises
    ------
    ValueError
        If `errors` are not whole numbers in 0..n, or δ is not in (0, 1).
    """
    errors, n = _errors(errors, n)
    delta = inside("delta", delta, 0, 1, "()")
    found = betainccinv(errors + 1, np.maximum(n - errors, 1), delta)
    return np.where(errors == n, 1.0, found)


def chernoff_bound(errors: ArrayLike, n: int, delta: float) -> np.ndarray:
    """`kl_upper` of errors/n at ln(1/δ)/n: never below `binomial_bound`, and near it.

    Raises as `binomial_bound`. Taught in certificates.
    """
    errors, n = _errors(errors, n)
    return kl_upper(errors / n, -np.log(inside("delta", delta, 0, 1, "()")) / n)


def share(name: str, value: ArrayLike) -> np.ndarray:
    """`value`, of any shape; ValueError unless all of it is in [0, 1]."""
    return array_where(name, value, lambda v: (v >= 0) & (v <= 1), "in [0, 1]")


def cost(value: ArrayLike) -> np.ndarray:
    """Nats, of any shape; ValueError unless none of them is below 0."""
    return array_where("nats", value, lambda v: v >= 0, "at least 0")


def _side(q: np.ndarray, p: np.ndarray, away: np.ndarray) -> np.ndarray:
    """The term q ln(q/p) of a divergence, where p = q + `away`, [...].

    By the distance where that is small, the same for both sides: what is large in the
    two cancels, and no digit of the rest is lost.
    """
    near = np.abs(away) < q / 2
    quotient = np.divide(away, q, out=np.zeros(q.shape), where=near)
    return np.where(near, -xlog1py(q, quotient), rel_entr(q, p))


def _halved(
    low: np.ndarray, high: np.ndarray, rises: Callable[[np.ndarray], np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Both sides of the edge between where `rises` is true, below, and false, above."""
    # To 1e-30: nearer than two floats are to each other, but for those next to 0.
    for _ in range(100):
        middle = (low + high) / 2
        below = rises(middle)
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return low, high


def _errors(errors: ArrayLike, n: int) -> tuple[np.ndarray, int]:
    n = whole("n", n, 1)
    rule = f"whole numbers in 0..{n}"
    good = array_where(
        "errors", errors, lambda k: (k == np.floor(k)) & (k >= 0) & (k <= n), rule
    )
    return good, n
