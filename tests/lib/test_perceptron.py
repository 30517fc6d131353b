"""`lib.perceptron`: against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.perceptron import fitting_signs, neighbours


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


def test_refusals_of_patterns():
    with pytest.raises(ValueError, match="columns of patterns"):
        fitting_signs(np.ones((1, 25)), [1.0])
    with pytest.raises(ValueError, match="labels"):
        fitting_signs(np.ones((1, 3)), [0.5])
    with pytest.raises(ValueError, match="radius"):
        neighbours([[1, 1]], 3)
    with pytest.raises(ValueError, match="solutions"):
        neighbours([[0.5, 1]], 1)
