"""Gibbs learning against sums over all vectors, its limits and its identities."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.perceptron import (
    at_temperature,
    census,
    centre_error,
    expected_counts,
    fitting_signs,
    teacher_tasks,
    temperature_ladder,
)


def by_hand(x, y, t, temperature):
    """Of one set: mean errors, mean error, error of the mean, ln Z, divergence."""
    every = np.array(list(itertools.product((-1, 1), repeat=x.shape[1])))
    k = ((every @ x.T) * y <= 0).sum(1)
    price = np.exp(-k / temperature)
    chances = price / price.sum()
    error = np.arccos((every @ t / len(t)).clip(-1, 1)) / np.pi
    mean = chances @ every
    angle = mean @ t / np.linalg.norm(mean) / np.linalg.norm(t)
    return (
        chances @ k,
        chances @ error,
        np.arccos(angle) / np.pi,
        np.log(price.mean()),
        chances @ np.log(chances * len(every)),
    )


@settings(max_examples=12, deadline=None)
@given(st.integers(5, 9), st.integers(1, 12), st.floats(0.15, 5), st.integers(0, 999))
def test_averages_by_hand(size, n, temperature, seed):
    tasks = teacher_tasks(2, n, size, seed=seed, noise=0.3)
    found = census(*tasks)
    learner = at_temperature(found.counts, temperature)
    centre = centre_error(found, temperature)
    for s, task in enumerate(zip(*tasks, strict=True)):
        got = [a[s] for a in (*learner[:2], centre, *learner[2:])]
        np.testing.assert_allclose(got, by_hand(*task, temperature), atol=1e-7)


def test_at_zero_temperature_those_that_fit_are_left_and_cost_their_volume():
    x, y, t = teacher_tasks(3, 6, 9, seed=2)
    cold = at_temperature(census(x, y, t).counts, 0.0)
    for s in range(3):
        fits = fitting_signs(x[s], y[s])
        errors = np.arccos((fits @ t[s] / 9).clip(-1, 1)) / np.pi
        assert cold.train_errors[s] == 0
        assert cold.error[s] == pytest.approx(errors.mean())
        assert cold.log_evidence[s] == pytest.approx(np.log(len(fits) / 2**9))
        assert cold.divergence[s] == pytest.approx(-np.log(len(fits) / 2**9))


def test_where_nothing_fits_the_fewest_errors_are_left():
    found = census(np.ones((1, 4, 3)), [[1, 1, -1, 1]], np.ones((1, 3)))
    cold = at_temperature(found.counts, [0.0, 1e-3, 1e-2])
    # Half of the eight vectors call a row of ones 1, and err once.
    np.testing.assert_allclose(cold.train_errors, [[1, 1, 1]])
    np.testing.assert_allclose(cold.divergence, np.full((1, 3), np.log(2)))
    np.testing.assert_allclose(
        cold.log_evidence, [[-np.inf, -1000 - np.log(2), -100 - np.log(2)]]
    )


def test_at_infinite_temperature_nothing_is_learnt():
    found = census(*teacher_tasks(3, 6, 8, seed=2, noise=0.2))
    for hot in (np.inf, 1e9):
        learner = at_temperature(found.counts, hot)
        np.testing.assert_allclose(learner.train_errors, 3)
        np.testing.assert_allclose(learner.error, 0.5)
        np.testing.assert_allclose(learner.log_evidence, 0, atol=1e-7)
        np.testing.assert_allclose(learner.divergence, 0, atol=1e-7)
    np.testing.assert_array_equal(centre_error(found, np.inf), 0.5)


@given(st.integers(0, 999))
@settings(max_examples=15, deadline=None)
def test_thermodynamics(seed):
    """ln Z falls by ⟨k⟩ a β, the divergence is -β⟨k⟩ - ln Z, and heat raises k."""
    counts = census(*teacher_tasks(2, 9, 7, seed=seed, noise=0.2)).counts
    beta, step = np.linspace(0.1, 6, 30), 1e-5
    at, up, down = (at_temperature(counts, 1 / (beta + h)) for h in (0, step, -step))
    slope = (up.log_evidence - down.log_evidence) / (2 * step)
    np.testing.assert_allclose(slope, -at.train_errors, atol=1e-7)
    np.testing.assert_allclose(
        at.divergence, -beta * at.train_errors - at.log_evidence, atol=1e-9
    )
    assert (np.diff(at.train_errors, axis=1) <= 1e-12).all()


def test_shapes_of_sets_and_temperatures():
    counts = census(*teacher_tasks(6, 4, 5, seed=0)).counts.reshape(2, 3, 5, 6)
    hot = np.array([[0.0, 0.5], [1.0, np.inf]])
    all_at_once = at_temperature(counts, hot)
    assert all_at_once.error.shape == (2, 3, 2, 2)
    for s, i in itertools.product(np.ndindex(2, 3), np.ndindex(2, 2)):
        one = at_temperature(counts[s], hot[i])
        for a, b in zip(all_at_once, one, strict=True):
            assert a[s + i] == pytest.approx(float(b))


def test_the_annealed_average_is_that_of_z_and_lies_above():
    counts = census(*teacher_tasks(3000, 5, 5, seed=4, noise=0.1)).counts
    temperature = [0.0, 0.5, 2.0]
    z = np.exp(at_temperature(counts, temperature).log_evidence)
    annealed = at_temperature(expected_counts(5, 5, 0.1), temperature).log_evidence
    error = z.std(0) / np.sqrt(len(z))
    assert (np.abs(z.mean(0) - np.exp(annealed)) < 4.5 * error).all()
    quenched = at_temperature(counts, temperature[1:]).log_evidence.mean(0)
    assert (quenched < annealed[1:]).all()


@pytest.mark.parametrize("n", [4, 15])
def test_the_ladder_adds_up_to_the_volume(n):
    counts = census(*teacher_tasks(5, n, 11, seed=6)).counts
    ladder = temperature_ladder(24)
    errors = at_temperature(counts, ladder.temperatures).train_errors
    volume = at_temperature(counts, 0.0).divergence
    np.testing.assert_allclose(errors @ ladder.widths, volume, rtol=1e-8)


def test_the_mean_errs_less_than_draws_and_least_near_the_temperature_of_the_noise():
    found = census(*teacher_tasks(60, 13, 13, seed=3, noise=0.2))
    nishimori = 1 / np.log(0.8 / 0.2)
    centre = centre_error(found, [nishimori, 0.1, 1e-9]).mean(0)
    learner = at_temperature(found.counts, nishimori).error.mean()
    assert centre[0] < learner
    assert centre[0] < min(centre[1:])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: at_temperature(np.ones((2, 3)), -1.0), "temperature must be at least"),
        (lambda: at_temperature(np.ones((2, 3)), np.nan), "temperature must be at"),
        (lambda: at_temperature(-np.ones((2, 3)), 1.0), "counts must be at least 0"),
        (lambda: at_temperature(np.ones(3), 1.0), "counts must be \\["),
        (lambda: at_temperature(np.zeros((2, 3)), 1.0), "counts must be \\["),
        (lambda: temperature_ladder(0), "n must be a whole"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
