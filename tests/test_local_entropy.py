"""`lib.local_entropy`: against quadrature and brute force, and its refusals."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from lib.local_entropy import (
    energy,
    fitting_signs,
    local_energy,
    neighbours,
    switching_gamma,
    wells,
)

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


def brute_force(patterns, labels):
    every = np.array(list(itertools.product((-1, 1), repeat=patterns.shape[1])))
    return every[((every @ patterns.T) * labels > 0).all(1)]


@settings(max_examples=20, deadline=None)
@given(size=st.integers(2, 9), n=st.integers(1, 7), seed=st.integers(0, 99))
def test_enumeration_finds_each_solution_once(size, n, seed):
    rng = np.random.default_rng(seed)
    patterns, labels = rng.standard_normal((n, size)), rng.choice([-1.0, 1.0], n)
    got, expected = fitting_signs(patterns, labels), brute_force(patterns, labels)
    assert got.shape == expected.shape
    assert {tuple(row) for row in got} == {tuple(row) for row in expected}


def test_a_tie_is_not_a_fit():
    assert len(fitting_signs([[1.0, 1.0]], [1.0])) == 1


@pytest.mark.parametrize("radius", [0, 1, 3, 9])
def test_neighbours_by_counting_pairs(radius):
    rng = np.random.default_rng(1)
    patterns = rng.standard_normal((3, 9))
    solutions = brute_force(patterns, np.ones(3))
    pairs = (solutions[:, None] != solutions).sum(2) <= radius
    np.testing.assert_array_equal(neighbours(solutions, radius), pairs.sum(1))
    if radius == 0:
        assert (neighbours(solutions, 0) == 1).all()


def test_refusals():
    with pytest.raises(ValueError, match="width must be above 0"):
        wells([0.0], [0.0], [1.0])
    with pytest.raises(ValueError, match="mass must have 1"):
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
    with pytest.raises(ValueError, match="columns of patterns"):
        fitting_signs(np.ones((1, 25)), [1.0])
    with pytest.raises(ValueError, match="labels"):
        fitting_signs(np.ones((1, 3)), [0.5])
    with pytest.raises(ValueError, match="radius"):
        neighbours([[1, 1]], 3)
    with pytest.raises(ValueError, match="solutions"):
        neighbours([[0.5, 1]], 1)
