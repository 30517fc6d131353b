"""Gibbs learning: weights drawn with chances ∝ prior × e^(-k/T), k training errors.

Here exactly, from a census of all sign vectors. At T = 0 the weights that fit are
drawn, all alike, and their share of the prior is V.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from lib.checks import array_where, whole
from lib.perceptron.enumeration import Census, generalisation_error


class GibbsLearner(NamedTuple):
    """Averages over the chances e^(-k/T)/Z of sign vectors; each [..., *temperatures].

    Attributes
    ----------
    train_errors
        The mean of k.
    error
        The mean of arccos(R)/π, the chance to err on a new input.
    log_evidence
        ln of the mean of e^(-k/T) over the uniform prior, in nats.
    divergence
        KL from the prior, in nats: P ln 2 less the entropy.
    """

    train_errors: np.ndarray
    error: np.ndarray
    log_evidence: np.ndarray
    divergence: np.ndarray


class Ladder(NamedTuple):
    """Temperatures [n] and widths [n] with -ln V = Σ width · (mean errors there)."""

    temperatures: np.ndarray
    widths: np.ndarray


def boltzmann(temperature: ArrayLike) -> np.ndarray:
    """e^(-1/T), by which each training error is punished: 0 at T = 0, 1 at T = ∞.

    Raises
    ------
    ValueError
        If a temperature is negative or no number.
    """
    temperature = np.asarray(temperature, float)
    wrong = temperature[~(temperature >= 0)]
    if wrong.size:
        raise ValueError(f"temperature must be at least 0, not {wrong.flat[0]:g}")
    with np.errstate(divide="ignore"):
        return np.exp(-1 / temperature)


def at_temperature(counts: ArrayLike, temperature: ArrayLike) -> GibbsLearner:
    """Gibbs learning of sign vectors, exactly, from how many make how many errors.

    At T = 0 it averages over those of least k. If that is 0, `log_evidence` is ln V and
    `divergence` is -ln V there. Taught in phases.

    Parameters
    ----------
    counts
        [..., N + 1, P + 1], as in `Census`, or their mean over sets.
    temperature
        T, of any shape, from 0 to infinity.

    Raises
    ------
    ValueError
        If a temperature or a count is negative, or counts are no such table.
    """
    counts = array_where("counts", counts, lambda c: c >= 0, "at least 0")
    if counts.ndim < 2 or min(counts.shape[-2:]) < 2 or not counts.sum((-2, -1)).all():
        raise ValueError(f"counts must be [..., N + 1, P + 1], not {counts.shape}")
    table, size = counts.reshape(-1, *counts.shape[-2:]), counts.shape[-1] - 1
    vectors = table.sum(2)
    least, above, price = _prices(vectors, temperature)
    chances = price * vectors
    total = chances.sum(2)
    excess = (chances * above).sum(2) / total
    wrong = generalisation_error(1 - 2 * np.arange(size + 1) / size)
    error = (price * (table @ wrong)).sum(2) / total
    log_share = np.log(total / vectors.sum(1))
    with np.errstate(divide="ignore", invalid="ignore"):
        bill = np.where(least > 0, least / np.ravel(temperature)[:, None], 0.0)
    divergence = xlogy(excess, boltzmann(temperature).reshape(-1, 1)) - log_share
    shape = counts.shape[:-2] + np.shape(temperature)
    every = (least + excess, error, log_share - bill, divergence)
    return GibbsLearner(*(a.T.reshape(shape) for a in every))


def centre_error(census: Census, temperature: ArrayLike) -> np.ndarray:
    """Error [S, *temperatures] of one perceptron, the mean of the Gibbs learner's.

    The sign of the mean output is that of ⟨w⟩ᵀx, which errs with chance arccos(⟨w⟩ᵀt /
    |⟨w⟩||t|)/π; ½ where ⟨w⟩ is 0. Taught in phases.

    Raises
    ------
    ValueError
        If a temperature is negative.
    """
    sums = census.sums
    _, _, price = _prices(census.counts.sum(2), temperature)
    centre = np.einsum("ksn,snp->ksp", price, sums)
    length = np.sqrt((centre**2).sum(2) * sums.shape[2])
    along = np.divide(centre.sum(2), length, np.zeros_like(length), where=length > 0)
    error = generalisation_error(along.clip(-1, 1))
    return error.T.reshape(len(sums), *np.shape(temperature))


def temperature_ladder(n: int) -> Ladder:
    """Where to measure the mean training errors for the volume V that fits.

    d ln Z/dβ = -⟨k⟩ gives -ln V = ∫⟨k⟩dβ over all β = 1/T, the entropy that Gibbs
    learning has lost at T = 0, in nats; in u = e^(-β) it is ∫⟨k⟩/u du from 0 to 1, of a
    smooth function, by Gauss and Legendre's rule. Taught in
    is-it-bayesian.

    Raises
    ------
    ValueError
        If n is not a whole number of at least 1.
    """
    nodes, weights = np.polynomial.legendre.leggauss(whole("n", n, 1))
    u = (1 + nodes) / 2
    return Ladder(-1 / np.log(u), weights / (2 * u))


def _prices(vectors: np.ndarray, temperature: ArrayLike) -> tuple:
    """The least k [S] there is, what k is above it [S, N + 1], and e^(-that/T)."""
    least = (vectors > 0).argmax(1)
    above = np.maximum(np.arange(vectors.shape[1]) - least[:, None], 0)
    return least, above, boltzmann(temperature).reshape(-1, 1, 1) ** above
