"""`lib.capacity.learners`: against scikit-learn, and no free lunch."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from lib.capacity.bounds import massart
from lib.capacity.learners import (
    LEARNERS,
    all_targets,
    least_squares,
    majority,
    off_training_errors,
    tree,
)
from lib.memorization import nearest_neighbour

CUBE = np.array(list(itertools.product((0.0, 1.0), repeat=3)))


hypothesis = settings(max_examples=40, deadline=None)


some_seed = st.integers(0, 2**32 - 1)


def random_signs(seed, *shape):
    return np.random.default_rng(seed).choice([-1.0, 1.0], shape)


@hypothesis
@given(some_seed, st.integers(1, 6), st.integers(1, 10))
def test_massart_is_above_the_exact_complexity(seed, n, rows):
    patterns = np.unique(random_signs(seed, rows, n), axis=0)
    exact = (all_targets(n) @ patterns.T).max(1).mean() / n
    assert exact <= massart(n, np.log(len(patterns))) + 1e-12


@pytest.mark.parametrize("name", LEARNERS)
def test_there_is_no_free_lunch(name):
    for train in itertools.combinations(range(8), 4):
        assert off_training_errors(LEARNERS[name], CUBE, train).mean() == 0.5


def test_the_error_is_that_of_a_loop_over_targets():
    train, rest = [0, 3, 5, 6], [1, 2, 4, 7]
    errors = off_training_errors(nearest_neighbour, CUBE, train)
    for t in (0, 1, 77, 200, 255):
        y = np.array([1.0 if t >> row & 1 else -1.0 for row in range(8)])
        guess = nearest_neighbour(CUBE[train], y[train], CUBE[rest])
        assert errors[t] == np.mean(guess != y[rest])
        assert (all_targets(8)[t] == y).all()


def test_the_learners_are_what_they_are_called():
    rng = np.random.default_rng(3)
    x, new = rng.standard_normal((20, 3)), rng.standard_normal((9, 3))
    y = random_signs(4, 20)
    reference = KNeighborsClassifier(1).fit(x, y).predict(new)
    np.testing.assert_array_equal(nearest_neighbour(x, y, new), reference)
    reference = np.sign(LinearRegression().fit(x, y).predict(new))
    np.testing.assert_array_equal(least_squares(x, y, new), reference)
    assert (majority(x, y, new) == (1 if y.sum() >= 0 else -1)).all()


def test_every_tree_fits_and_one_feature_is_found():
    for target in all_targets(8):
        np.testing.assert_array_equal(tree(CUBE, target, CUBE), target)
    x = np.random.default_rng(0).integers(0, 2, (60, 6)).astype(float)
    y = 2 * x[:, 4] - 1
    reference = DecisionTreeClassifier().fit(x[:30], y[:30]).predict(x[30:])
    np.testing.assert_array_equal(tree(x[:30], y[:30], x[30:]), reference)
    np.testing.assert_array_equal(reference, y[30:])


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: off_training_errors(tree, CUBE, []), "^train must be some"),
        (lambda: off_training_errors(tree, CUBE, [1, 1]), "^train must be some"),
        (lambda: off_training_errors(tree, CUBE, [8]), "^each of train must be"),
        (lambda: off_training_errors(tree, CUBE, range(8)), "^train must be some"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
