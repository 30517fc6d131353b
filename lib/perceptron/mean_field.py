"""Gibbs learning of the ±1 perceptron when P → ∞ at a fixed load α = N/P.

Two theories of the overlap R with the teacher. The *annealed* one averages Z itself
over training sets, an upper bound on the entropy and easy at any temperature; the
*quenched* one averages ln Z, as a learner with one training set does, by the replica
method, symmetric and at T = 0 (Gyorgyi 1990; Seung, Sompolinsky & Tishby 1992).
In both R = 1, the teacher, is always a minimum of the free energy, of value 0, and
another at R < 1, the poor one, is the lower until α reaches a transition.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq, minimize_scalar
from scipy.special import entr, log_ndtr

from lib.checks import array_where, inside
from lib.perceptron.enumeration import generalisation_error
from lib.perceptron.gibbs import boltzmann

PRECISE = {"method": "bounded", "options": {"xatol": 1e-10}}
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(200)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


class Transition(NamedTuple):
    """Where learning becomes perfect at a stroke.

    Attributes
    ----------
    load, overlap
        α at which the poor minimum ceases to be the lower, and its R there.
    spinodal, last_overlap
        α at which it ceases to exist, and its R there.
    """

    load: float
    overlap: float
    spinodal: float
    last_overlap: float


class Quenched(NamedTuple):
    """`load` α, `overlap` R and `entropy`, (ln of how many fit)/P, in nats."""

    load: np.ndarray
    overlap: np.ndarray
    entropy: np.ndarray


def overlap_entropy(overlap: ArrayLike) -> np.ndarray:
    """s(R) in nats: e^(Ps) sign vectors have overlap R with a given one, for large P.

    Taught in phases.

    Raises
    ------
    ValueError
        If an overlap is not in [-1, 1].
    """
    r = array_where("overlap", overlap, lambda r: np.abs(r) <= 1, "in [-1, 1]")
    return entr((1 + r) / 2) + entr((1 - r) / 2)


def annealed_free_energy(
    overlap: ArrayLike, load: ArrayLike, temperature: float = 0.0
) -> np.ndarray:
    """-s(R) + α g(R) in nats a weight, with g = -ln(1 - (1 - e^(-1/T)) ε(R)).

    The mean over training sets without label noise of Z = Σ_w e^(-k/T) is, for large P,
    the sum over R of e^(-P(-s + αg)). `overlap` and `load` broadcast. Taught in
    phases.

    Raises
    ------
    ValueError
        If an overlap is not in [-1, 1], or a load or the temperature negative.
    """
    load = array_where("load", load, lambda a: a >= 0, "at least 0")
    return load * _cost(overlap, temperature) - overlap_entropy(overlap)


def annealed_overlap(load: ArrayLike, temperature: float = 0.0) -> np.ndarray:
    """R of the poor minimum at each load α, nan where there is none left.

    Taught in phases.

    Raises
    ------
    ValueError
        If a load or the temperature is negative, or the latter infinite.
    """
    load = array_where("load", load, lambda a: a >= 0, "at least 0")
    spinodal, last = _spinodal(temperature)
    found = [
        brentq(lambda r, a=a: _load_at(r, temperature) - a, 0, last)
        if a < spinodal
        else np.nan
        for a in load.flat
    ]
    return np.reshape(found, load.shape)


def annealed_transition(temperature: float = 0.0) -> Transition:
    """The load from which on annealed learning is perfect: the largest s(R)/g(R).

    1.448 at T = 0, where it bounds the load from which on only the teacher fits, by the
    first moment of the number that fits (Lyuu & Rivin 1992); 1.695 T for large T.
    Taught in phases.

    Raises
    ------
    ValueError
        If the temperature is negative or infinite.
    """
    spinodal, last = _spinodal(temperature)

    def ratio(r: float) -> float:
        return float(overlap_entropy(r) / _cost(r, temperature))

    best = minimize_scalar(lambda r: -ratio(r), bounds=(0, last), **PRECISE)
    return Transition(ratio(best.x), float(best.x), spinodal, last)


def annealed_error(load: ArrayLike, temperature: float = 0.0) -> np.ndarray:
    """ε at the lower of the two minima: 0 from the transition on. Taught in phases.

    Raises
    ------
    ValueError
        If a load or the temperature is negative, or the latter infinite.
    """
    poor = annealed_overlap(load, temperature)
    learnt = np.asarray(load) >= annealed_transition(temperature).load
    return np.where(learnt, 0.0, np.arccos(poor) / np.pi)


def quenched_branch(field: ArrayLike) -> Quenched:
    """The poor branch at T = 0 without label noise, along R̂, of the same shape.

    With D the standard normal, γ² = R/(1 - R) and H(x) the normal tail: R = ∫Dz
    tanh(√R̂ z + R̂), α = π√(1-R) R̂ / ∫Dt e^(-Rt²/2)/H(√R t), and the entropy is
    -R̂(1+R)/2 + ∫Dz ln 2cosh(√R̂ z + R̂) + 2α ∫Dt H(γt) ln H(γt), of which these are the
    stationary point (Gyorgyi 1990). Beyond the largest α it goes on as a maximum of the
    free energy. Loads are right to 10⁻⁶ up to R̂ = 10, and to 10⁻⁴ up to 20. Taught in
    phases.

    Raises
    ------
    ValueError
        If an R̂ is not in (0, 20].
    """
    field = array_where("field", field, lambda h: (h > 0) & (h <= 20), "in (0, 20]")
    push = np.sqrt(field)[..., None] * NODES + field[..., None]
    r = np.tanh(push) @ WEIGHTS
    root = np.sqrt(r)[..., None] * NODES
    tail = log_ndtr(root)
    slope = np.exp(-(root**2) / 2 - tail) @ WEIGHTS
    load = np.pi * np.sqrt(1 - r) * field / slope
    # By γt = √R v, without which the integrand is too narrow for the rule as R → 1.
    energy = np.sqrt(1 - r) * ((tail * np.exp(tail + root**2 / 2)) @ WEIGHTS)
    free = np.logaddexp(push, -push) @ WEIGHTS
    return Quenched(load, r, free - field * (1 + r) / 2 + 2 * load * energy)


def quenched_transition() -> Transition:
    """The load at which the entropy of those that fit reaches 0 at T = 0: 1.245.

    From there on only the teacher fits (Gardner & Derrida 1989; Gyorgyi 1990); the
    spinodal, near 1.49, is that of the replica-symmetric branch. Taught in phases.
    """
    last = minimize_scalar(
        lambda h: -float(quenched_branch(h).load), bounds=(1, 20), **PRECISE
    ).x
    first = brentq(lambda h: float(quenched_branch(h).entropy), 1e-3, last)
    there, end = quenched_branch(first), quenched_branch(last)
    return Transition(*(float(a) for a in (*there[:2], *end[:2])))


def _cost(overlap: ArrayLike, temperature: float) -> np.ndarray:
    """g(R), the annealed price of an example, in nats."""
    right = 1 - (1 - boltzmann(temperature)) * generalisation_error(overlap)
    with np.errstate(divide="ignore"):
        return -np.log(right)


def _load_at(overlap: float, temperature: float) -> float:
    """The load at which R is stationary: α = s'(R)/g'(R)."""
    keep = 1 - boltzmann(temperature)
    left = 1 - keep * np.arccos(overlap) / np.pi
    return np.arctanh(overlap) * np.pi * np.sqrt(1 - overlap**2) * left / keep


def _spinodal(temperature: float) -> tuple[float, float]:
    """The largest load with a poor minimum, and R there: stationary points merge."""
    inside("temperature", temperature, 0, np.inf, "[)")
    last = minimize_scalar(
        lambda r: -_load_at(r, temperature), bounds=(0, 1), **PRECISE
    ).x
    return float(_load_at(last, temperature)), float(last)
