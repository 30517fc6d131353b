"""Prefer wide regions to low points: local entropy of Gaussian wells, in closed form.

The objective of Chaudhari et al. (2017).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import logsumexp

from lib.checks import array_where, one_for_each, positive, real_array


class Wells(NamedTuple):
    """Wells of the energy -ln Σ mass·N(x; centre, width²), each field [K].

    `mass` is the posterior probability that a well holds, up to a factor, and
    mass/width its height: a narrow well may be deeper and yet hold less.
    """

    centre: np.ndarray
    width: np.ndarray
    mass: np.ndarray


def wells(centre: ArrayLike, width: ArrayLike, mass: ArrayLike) -> Wells:
    """Check and collect the wells.

    Taught in flat-minima.

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
        one_for_each(name, array, "entry", len(checked.centre), "centres")
        if name != "centre":
            array_where(name, array, lambda a: a > 0, "above 0")
    return checked


def energy(w: Wells, x: ArrayLike) -> np.ndarray:
    """-ln Σ mass·N(x; centre, width²) at each x [n], in nats.

    Taught in flat-minima.
    """
    return local_energy(w, x, np.inf)


def local_energy(w: Wells, x: ArrayLike, gamma: float) -> np.ndarray:
    """Minus the local entropy at each x [n], in nats, up to a constant.

    -ln ∫ exp(-energy(z)) N(z; x, 1/γ) dz: the wells, each widened by the variance 1/γ.
    At γ = ∞ it is the energy itself; towards 0 only the masses count.

    Taught in flat-minima.

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

    Below it the well of greater mass wins, above it the deeper one: with r =
    (mass₁/mass₂)², 1/γ = (r·width₂² - width₁²)/(1 - r). Taught in flat-minima.

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
