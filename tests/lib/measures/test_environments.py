"""`lib.measures.environments`: grids whose answer is known, and pairs one by one."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from lib.measures import granulated_tau, kendall_tau, sign_errors

ROWS = np.array(list(itertools.product([32, 64, 128], [1, 2], range(3))))
GRID = {"width": ROWS[:, 0], "depth": np.array(["one", "two"])[ROWS[:, 1] - 1]}
SEEDS = ROWS[:, 2]


def numbers(seed, n=18):
    return np.random.default_rng(seed).standard_normal((2, n))


def test_granulated_tau_of_sums():
    """Error = width - 0.01 depth; a measure that has the depth the wrong way round."""
    width, depth = ROWS[:, 0] / 32, ROWS[:, 1]
    noise = 1e-4 * numbers(0)[0]
    found = granulated_tau(width + depth, width - 0.01 * depth + noise, GRID, SEEDS)
    assert found.axes == {"width": 1, "depth": -1}
    assert found.mean == 0 and found.worst == -1


def test_an_axis_that_a_measure_does_not_see_counts_as_nothing():
    found = granulated_tau(ROWS[:, 0], ROWS[:, 0] + ROWS[:, 1], GRID, SEEDS)
    assert found.axes == {"width": 1, "depth": 0}
    assert found.mean == 0.5


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 5))
def test_granulated_tau_group_by_group(seed, missing):
    measure, error = numbers(seed)
    keep = np.random.default_rng(seed).permutation(18)[missing:]
    taus = {"width": [], "depth": []}
    for name, other in (("width", 1), ("depth", 0)):
        for fixed, run in itertools.product(np.unique(ROWS[:, other]), range(3)):
            these = [i for i in keep if ROWS[i, other] == fixed and ROWS[i, 2] == run]
            if len(these) > 1:
                taus[name].append(kendalltau(measure[these], error[these])[0])
    settings = {name: values[keep] for name, values in GRID.items()}
    found = granulated_tau(measure[keep], error[keep], settings, SEEDS[keep])
    means = [np.mean(taus["width"]), np.mean(taus["depth"])]
    assert list(found.axes.values()) == pytest.approx(means)
    assert found.mean == pytest.approx(np.mean(means))
    assert found.worst == pytest.approx(min(means))


def test_one_setting_is_the_plain_tau_and_one_without_neighbours_is_left_out():
    measure, error = numbers(1, 8)
    found = granulated_tau(measure, error, {"lr": range(8)})
    assert found.mean == pytest.approx(kendall_tau(measure, error))
    both = granulated_tau(measure, error, {"lr": range(8), "fixed": [3] * 8})
    assert list(both.axes) == ["lr"]
    # A repeat is no setting: two networks that differ in it are not compared.
    seeds = [0, 1] * 4
    pairs = granulated_tau(measure, error, {"lr": np.arange(8) // 2}, seeds)
    apart = [kendall_tau(measure[s::2], error[s::2]) for s in (0, 1)]
    assert pairs.mean == pytest.approx(np.mean(apart))


def test_sign_errors_of_the_error_and_of_its_opposite():
    error = numbers(2)[0]
    right, wrong = (sign_errors(sign * error, error, GRID) for sign in (1, -1))
    assert (right.errors == 0).all() and (wrong.errors == 1).all()
    assert (sign_errors(0 * error, error, GRID).errors == 0.5).all()
    # 3 pairs of widths at each of 2 depths, 1 pair of depths at each of 3 widths.
    assert sorted(right.axes) == ["depth"] * 3 + ["width"] * 6
    assert (right.weights == 9).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_sign_errors_pair_by_pair(seed):
    measure, error = numbers(seed)
    found = sign_errors(measure, error, GRID)
    expected = []
    places = list(itertools.product([32, 64, 128], [1, 2]))
    for one, two in itertools.combinations(places, 2):
        if (one[0] == two[0]) + (one[1] == two[1]) == 1:
            first, second = (
                [i for i in range(18) if tuple(ROWS[i, :2]) == place]
                for place in (one, two)
            )
            expected.append(
                np.mean(
                    [
                        (measure[i] < measure[j]) != (error[i] < error[j])
                        for i in first
                        for j in second
                    ]
                )
            )
    assert sorted(found.errors) == pytest.approx(sorted(expected))


def test_robust_sign_error_sees_one_bad_change_that_tau_does_not():
    error = np.arange(20.0)
    measure = error.copy()
    measure[[9, 10]] = measure[[10, 9]]
    settings = {"lr": np.arange(20)}
    assert kendall_tau(measure, error) > 0.98
    found = sign_errors(measure, error, settings)
    assert found.errors.max() == 1 and found.errors.sum() == 1
    # One in 190 pairs: τ = 1 - 2/190.
    assert kendall_tau(measure, error) == pytest.approx(1 - 2 * found.errors.mean())


def test_differences_that_the_test_set_cannot_tell_have_no_weight():
    error = np.array([0.10, 0.101, 0.2])
    measure = np.array([2.0, 1.0, 3.0])
    settings = {"lr": [1, 2, 3]}
    assert sign_errors(measure, error, settings).errors.max() == 1
    weighed = sign_errors(measure, error, settings, n_test=3000)
    assert len(weighed.errors) == 2 and weighed.errors.max() == 0
    sure = (1 - 2 * np.exp(-3000 * 0.1**2 / 2)) ** 2 - 0.5
    assert weighed.weights.max() == pytest.approx(sure)
    many = sign_errors(measure, error, settings, n_test=10**9)
    np.testing.assert_allclose(many.weights, 0.5)
    with pytest.raises(ValueError, match="two that differ"):
        sign_errors(measure, error, settings, n_test=10)


@pytest.mark.parametrize("call", [granulated_tau, sign_errors])
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "settings must be a dict"),
        ([[1, 2, 3]], "settings must be a dict"),
        ({"lr": [1, 2]}, r"settings\['lr'\] must have one value for each of 3"),
        ({"lr": [[1, 2, 3]]}, "lr must be a list"),
        ({"lr": [1, 1, 1]}, "settings must have two"),
        ({"lr": [1, 2, 3], "width": [1, 2, 3]}, "settings must have two"),
    ],
)
def test_bad_input_is_refused(call, settings, words):
    with pytest.raises(ValueError, match=words):
        call([1.0, 2, 3], [1.0, 2, 3], settings)


def test_bad_repeats_are_refused():
    with pytest.raises(ValueError, match="repeat must have one entry for each of 3"):
        granulated_tau([1.0, 2, 3], [1.0, 2, 3], {"lr": [1, 2, 3]}, [0, 0])
