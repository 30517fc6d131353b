"""Prefer wide regions to low points: local entropy, where it can be computed exactly.

For the chapter flat-minima. Two Gaussian wells in closed form (the objective of
Chaudhari et al. 2017), and all sign perceptrons that fit some patterns, counted one by
one (the setting of Baldassi et al. 2015).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from lib.checks import positive, real_array, whole

MOST_WEIGHTS = 24


class Wells(NamedTuple):
    """Wells of the energy -ln Σ mass·N(x; centre, width²), each field [K].

    `mass` is the posterior probability that a well holds, up to a factor, and
    mass/width its height: a narrow well may be deeper and yet hold less.
    """

    centre: np.ndarray
    width: np.ndarray
    mass: np.ndarray


def wells(centre, width, mass) -> Wells:
    """Check and collect the wells.

    Raises
    ------
    ValueError
        For unequal lengths, or a width or mass that is not above 0.
    """
    checked = Wells(
        real_array("centre", centre, 1),
        real_array("width", width, 1),
        real_array("mass", mass, 1),
    )
    for name, array in checked._asdict().items():
        if len(array) != len(checked.centre):
            raise ValueError(
                f"{name} must have {len(checked.centre)} entries, not {len(array)}"
            )
        if name != "centre" and array.min() <= 0:
            raise ValueError(f"{name} must be above 0, not {array.min():g}")
    return checked


def energy(w: Wells, x) -> np.ndarray:
    """-ln Σ mass·N(x; centre, width²) at each x [n], in nats."""
    return local_energy(w, x, np.inf)


def local_energy(w: Wells, x, gamma: float) -> np.ndarray:
    """Minus the local entropy at each x [n], in nats, up to a constant.

    -ln ∫ exp(-energy(z)) N(z; x, 1/γ) dz: the wells, each widened by the variance 1/γ.
    At γ = ∞ it is the energy itself; towards 0 only the masses count.

    Raises
    ------
    ValueError
        If γ is not above 0, or x not a finite vector.
    """
    x = real_array("x", x, 1)
    if gamma != np.inf:
        gamma = positive("gamma", gamma)
    variance = w.width**2 + 1 / gamma
    log_terms = np.log(w.mass) - 0.5 * np.log(2 * np.pi * variance)
    log_terms = log_terms - 0.5 * (x[:, None] - w.centre) ** 2 / variance
    return -logsumexp(log_terms, axis=1)


def switching_gamma(w: Wells) -> float:
    """The γ at which two wells far apart have the same local entropy.

    Below it the well of greater mass wins, above it the deeper one: with
    r = (mass₁/mass₂)², 1/γ = (r·width₂² - width₁²)/(1 - r).

    Raises
    ------
    ValueError
        Unless there are two wells, one deeper and the other of greater mass.
    """
    if len(w.mass) != 2:
        raise ValueError(f"w must hold two wells, not {len(w.mass)}")
    light, heavy = np.argsort(w.mass)
    ratio = (w.mass[light] / w.mass[heavy]) ** 2
    gain = ratio * w.width[heavy] ** 2 - w.width[light] ** 2
    if ratio == 1 or gain <= 0:
        raise ValueError("w must have one deeper well and another of greater mass")
    return float((1 - ratio) / gain)


def fitting_signs(patterns, labels) -> np.ndarray:
    """All weight vectors of signs that give every pattern its label.

    Exhaustive: each of the 2^N vectors is tried, halves of the sum apart.

    Parameters
    ----------
    patterns : [n, N], N from 2 to 24. labels : [n], each -1 or +1.

    Returns
    -------
    solutions : int8 [K, N], each entry -1 or +1; K may be 0.

    Raises
    ------
    ValueError
        For another number of columns, labels that do not match or input not finite.
    """
    patterns = real_array("patterns", patterns, 2)
    size = whole("number of columns of patterns", patterns.shape[1], 2, MOST_WEIGHTS)
    labels = real_array("labels", labels, 1)
    if len(labels) != len(patterns) or set(labels) - {-1.0, 1.0}:
        raise ValueError(f"labels must be {len(patterns)} values, each -1 or +1")
    left, right = _all_signs(size // 2), _all_signs(size - size // 2)
    signed = labels[:, None] * patterns
    first, second = signed[:, : size // 2] @ left.T, signed[:, size // 2 :] @ right.T
    fits = np.ones((len(left), len(right)), dtype=bool)
    for a, b in zip(first, second, strict=True):
        fits &= a[:, None] > -b
    i, j = np.nonzero(fits)
    return np.hstack([left[i], right[j]])


def neighbours(solutions, radius: int) -> np.ndarray:
    """How many of the solutions [K, N] are within Hamming distance `radius` of each.

    The solution itself counts, so that the logarithm is a local entropy, in nats.

    Raises
    ------
    ValueError
        If the solutions are not signs, or the radius is not a whole number from 0 to N.
    """
    solutions = real_array("solutions", solutions, 2)
    size = solutions.shape[1]
    radius = whole("radius", radius, 0, size)
    if not np.isin(solutions, (-1, 1)).all():
        raise ValueError("solutions must hold only -1 and +1")
    signs = solutions.astype(np.float32)
    close = size - 2 * radius - 0.5
    return np.concatenate(
        [
            (block @ signs.T > close).sum(1)
            for block in np.array_split(signs, len(signs) // 1000 + 1)
        ]
    )


def _all_signs(size: int) -> np.ndarray:
    codes = np.arange(2**size)[:, None] >> np.arange(size)
    return (1 - 2 * (codes & 1)).astype(np.int8)
