"""Counts of sign vectors against brute force, and against what symmetry says."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import comb

from lib.perceptron import (
    census,
    expected_counts,
    fitting_signs,
    neighbours,
    teacher_tasks,
)
from lib.perceptron.enumeration import generalisation_error


def every_vector(size):
    return np.array(list(itertools.product((-1, 1), repeat=size)))


def brute_force(patterns, labels):
    every = every_vector(patterns.shape[1])
    return every[((every @ patterns.T) * labels > 0).all(1)]


def brute_census(patterns, labels, teacher):
    n, size = patterns.shape
    counts, sums = np.zeros((n + 1, size + 1)), np.zeros((n + 1, size))
    for w in every_vector(size):
        k = sum(y * (w @ x) <= 0 for x, y in zip(patterns, labels, strict=True))
        counts[k, sum(w != teacher)] += 1
        sums[k] += w * teacher
    return counts, sums


def signed_tasks(sets, n, size, seed):
    """Inputs of signs, with ties where P is even; labels without a teacher."""
    rng = np.random.default_rng(seed)
    return [rng.choice([-1.0, 1.0], s) for s in ((sets, n, size), (sets, n))] + [
        rng.choice([-1.0, 1.0], (sets, size))
    ]


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


@settings(max_examples=12, deadline=None)
@given(
    size=st.integers(5, 9),
    n=st.integers(1, 9),
    signs=st.booleans(),
    seed=st.integers(0, 999),
)
def test_the_census_by_brute_force(size, n, signs, seed):
    tasks = signed_tasks(2, n, size, seed)
    if not signs:
        tasks = teacher_tasks(2, n, size, seed=seed, noise=0.3)
    found = census(*tasks)
    for s, task in enumerate(zip(*tasks, strict=True)):
        counts, sums = brute_census(*task)
        np.testing.assert_array_equal(found.counts[s], counts)
        np.testing.assert_array_equal(found.sums[s], sums)


def test_a_census_in_several_blocks_counts_everybody_and_those_who_fit(monkeypatch):
    tasks = teacher_tasks(1, 6, 13, seed=3)
    whole = census(*tasks)
    monkeypatch.setattr("lib.perceptron.enumeration.BLOCK", 1000)
    parts = census(*tasks)
    np.testing.assert_array_equal(whole.counts, parts.counts)
    np.testing.assert_array_equal(whole.sums, parts.sums)
    np.testing.assert_array_equal(whole.counts[0].sum(0), comb(13, np.arange(14)))
    fits = fitting_signs(tasks.patterns[0], tasks.labels[0])
    distances = (fits != tasks.teachers[0]).sum(1)
    np.testing.assert_array_equal(
        whole.counts[0, 0], np.bincount(distances, minlength=14)
    )


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 999))
def test_gauge_and_order_are_nobodys_business(seed):
    """Signs of inputs turned with the teacher's, of an example, an order of weights."""
    x, y, t = teacher_tasks(2, 6, 9, seed=seed, noise=0.2)
    rng, before = np.random.default_rng(seed), census(x, y, t)
    g, h = rng.choice([-1.0, 1.0], (2, 1, 9)), rng.choice([-1.0, 1.0], (2, 6))
    order = rng.permutation(9)
    after = census((x * g * h[:, :, None])[..., order], y * h, (t * g[:, 0])[:, order])
    np.testing.assert_array_equal(after.counts, before.counts)
    np.testing.assert_array_equal(after.sums, before.sums[..., order])
    # The opposite of w makes the opposite errors.
    np.testing.assert_array_equal(before.counts, before.counts[:, ::-1, ::-1])


@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_expected_counts_are_the_mean_over_training_sets(noise):
    counts = census(*teacher_tasks(1500, 4, 5, seed=8, noise=noise)).counts
    expected = expected_counts(5, 4, noise)
    error = counts.std(0) / np.sqrt(len(counts))
    assert (np.abs(counts.mean(0) - expected) <= 4.5 * error + 1e-9).all()


@given(st.integers(1, 40), st.integers(1, 30), st.floats(0, 0.5))
def test_expected_counts_add_up(size, n, noise):
    counts = expected_counts(size, n, noise)
    np.testing.assert_allclose(counts.sum(0), comb(size, np.arange(size + 1)))
    # The teacher errs on the labels that were flipped, and labels of coins know nobody.
    flipped = comb(n, k := np.arange(n + 1)) * noise**k * (1 - noise) ** (n - k)
    np.testing.assert_allclose(counts[:, 0], flipped, atol=1e-300)
    coins = expected_counts(size, n, 0.5)
    np.testing.assert_allclose(
        coins / coins.sum(0), coins[:, [0]] * np.ones(size + 1), rtol=1e-9
    )


def test_tasks_are_labelled_by_their_teachers_but_for_the_noise():
    x, y, t = teacher_tasks(40, 50, 7, seed=1)
    assert (np.einsum("snp,sp->sn", x, t) * y > 0).all()
    assert census(x[:2], y[:2], t[:2]).counts[:, 0, 0].tolist() == [1, 1]
    noisy = teacher_tasks(40, 50, 7, seed=1, noise=0.3)
    np.testing.assert_array_equal(noisy.patterns, x)
    assert abs((noisy.labels != y).mean() - 0.3) < 4.5 * np.sqrt(0.21 / y.size)
    assert teacher_tasks(2, 3, 4, seed=5).labels.shape == (2, 3)


def test_generalisation_error_by_drawing_inputs():
    rng = np.random.default_rng(0)
    inputs, w, t = rng.standard_normal((40_000, 9)), np.ones(9), np.ones(9)
    w[:2] = -1
    share = ((inputs @ w) * (inputs @ t) < 0).mean()
    assert share == pytest.approx(generalisation_error(5 / 9), abs=0.011)
    np.testing.assert_allclose(generalisation_error([1, 0, -1]), [0, 0.5, 1])


X, Y, T = np.ones((1, 1, 3)), np.ones((1, 1)), np.ones((1, 3))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fitting_signs(np.ones((1, 25)), [1.0]), "columns of patterns"),
        (lambda: fitting_signs(np.ones((1, 3)), [0.5]), "labels"),
        (lambda: neighbours([[1, 1]], 3), "radius"),
        (lambda: neighbours([[0.5, 1]], 1), "solutions"),
        (lambda: census(np.ones((1, 1, 25)), Y, np.ones((1, 25))), "from 2 to 24"),
        (lambda: census(X[0], Y, T), "patterns must .* 3 dimension"),
        (lambda: census(X, Y * 0, T), "labels must hold only"),
        (lambda: census(X, [[1, 1]], T), "labels must have one label for each of 1"),
        (lambda: census(X, Y, T * 2), "teachers must hold only"),
        (lambda: census(X, Y, [[1, 1]]), "teachers must have one label .* 3 weights"),
        (lambda: census(X, Y, np.ones((2, 3))), "teachers must have one row"),
        (lambda: teacher_tasks(1, 0, 3, seed=0), "examples"),
        (lambda: teacher_tasks(1, 1, 3, seed=0, noise=0.6), "noise must be in"),
        (lambda: expected_counts(0, 1), "size"),
        (lambda: expected_counts(3, 1, -0.1), "noise"),
        (lambda: generalisation_error(1.1), "overlap must be in"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
