"""`lib.flatness.entropy`: against quadrature, and limits."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from lib.flatness.entropy import energy, local_energy, switching_gamma, wells

PAIR = wells([-4.0, 4.0], [0.2, 1.0], [0.3, 0.7])


@settings(max_examples=20, deadline=None)
@given(x=st.floats(-6, 6), gamma=st.floats(0.1, 50))
def test_local_energy_is_the_integral(x, gamma):
    def integrand(z):
        return np.exp(-energy(PAIR, [z])[0]) * norm.pdf(z, x, gamma**-0.5)

    reach = 10 / np.sqrt(gamma)
    points = sorted(
        {x - reach, x + reach, *np.clip([-5, -4, -3, 0, 4], x - reach, x + reach)}
    )
    total = sum(
        quad(integrand, a, b, epsabs=1e-14, epsrel=1e-10)[0]
        for a, b in itertools.pairwise(points)
    )
    assert np.exp(-local_energy(PAIR, [x], gamma)[0]) == pytest.approx(
        total, rel=1e-6, abs=1e-13
    )


def test_limits():
    x = np.linspace(-6, 6, 25)
    np.testing.assert_allclose(local_energy(PAIR, x, 1e9), energy(PAIR, x), atol=1e-4)
    flat = local_energy(PAIR, x, 1e-7)
    assert np.ptp(flat) < 1e-4
    np.testing.assert_allclose(
        energy(wells([1.0], [2.0], [1.0]), x), -norm.logpdf(x, 1, 2), atol=1e-12
    )


@settings(max_examples=30, deadline=None)
@given(narrow=st.floats(0.05, 0.4), share=st.floats(0.25, 0.45))
def test_the_deeper_well_wins_above_the_switch_and_the_heavier_below(narrow, share):
    w = wells([-40.0, 40.0], [narrow, 1.5], [share, 1 - share])
    gamma = switching_gamma(w)
    at = local_energy(w, w.centre, gamma)
    assert at[0] == pytest.approx(at[1], abs=1e-9)
    above, below = (local_energy(w, w.centre, gamma * f) for f in (1.3, 0.77))
    assert above[0] < above[1] and below[0] > below[1]


def test_refusals():
    with pytest.raises(ValueError, match="width must be above 0"):
        wells([0.0], [0.0], [1.0])
    with pytest.raises(ValueError, match="mass must have one entry for each of 1"):
        wells([0.0], [1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="gamma"):
        local_energy(PAIR, [0.0], 0)
    with pytest.raises(ValueError, match="x must be"):
        local_energy(PAIR, 0.0, 1.0)
    with pytest.raises(ValueError, match="two wells"):
        switching_gamma(wells([0.0], [1.0], [1.0]))
    for mass in ([0.5, 0.5], [0.9, 0.1], [0.05, 0.95]):
        with pytest.raises(ValueError, match="one deeper"):
            switching_gamma(wells([-4.0, 4.0], [0.2, 1.0], mass))
