"""The largest margin by its conditions, and the flow by descent and its limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from lib.deep_linear import largest_margin, margin_flow


def classes(seed, n=12, p=20):
    """More weights than examples: any labels can be separated."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, p)), rng.choice([-1.0, 1.0], n)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_largest_margin_meets_the_conditions_of_the_shortest(seed):
    x, y = classes(seed)
    w = largest_margin(x, y)
    margins = y * (x @ w)
    assert margins.min() == pytest.approx(1, abs=1e-7)
    # w is a non-negative combination of the examples whose margin is 1.
    dual = np.linalg.lstsq((y[:, None] * x).T, w, rcond=None)[0]
    assert (dual > -1e-7).all()
    assert np.abs(dual[margins > 1 + 1e-6]).max(initial=0) < 1e-7


def test_the_largest_margin_agrees_with_cvxpy():
    cvxpy = pytest.importorskip("cvxpy")
    for seed in range(3):
        x, y = classes(seed)
        w = cvxpy.Variable(20)
        cvxpy.Problem(
            cvxpy.Minimize(cvxpy.sum_squares(w)), [cvxpy.multiply(y, x @ w) >= 1]
        ).solve(solver="CLARABEL")
        np.testing.assert_allclose(largest_margin(x, y), w.value, atol=1e-5)


def test_the_flow_is_descent_in_small_steps():
    x, y = classes(1)
    z, w, step = y[:, None] * x, np.zeros(20), 1e-3
    for _ in range(5000):
        w = w + step * z.T @ expit(-z @ w)
    found = margin_flow(x, y, [0.5, 5.0]).weights
    np.testing.assert_allclose(found[1], w, rtol=0.01, atol=2e-3)


def test_it_starts_along_the_mean_and_ends_along_the_largest_margin():
    x, y = classes(2)
    flow = margin_flow(x, y, [1e-6, 1e4, 1e8, 1e14])
    np.testing.assert_allclose(flow.weights[0], 0.5e-6 * (x.T @ y), rtol=1e-3)
    best = largest_margin(x, y)
    margins = (y * (flow.weights @ x.T)).min(1) / np.linalg.norm(flow.weights, axis=1)
    missing = 1 - margins[1:] * np.linalg.norm(best)
    assert (np.diff(missing) < 0).all() and 0 < missing[-1] < 0.05
    # What is missing falls like 1/ln t and not like a power of t.
    assert missing[2] / missing[1] == pytest.approx(8 / 14, abs=0.12)


def test_one_example_can_be_solved():
    """m + e^m - 1 = |x|² t, from dm/dt = |x|²/(1 + e^m)."""
    times = np.geomspace(0.01, 1e10, 9)
    m = margin_flow([[3.0, 4.0]], [-1], times).weights @ [-3.0, -4.0]
    np.testing.assert_allclose(m + np.expm1(m), 25 * times, rtol=1e-3)


def test_units_of_x_are_units_of_time():
    x, y = classes(3)
    times = np.array([0.1, 10, 1e4])
    one = margin_flow(x, y, times).weights
    two = margin_flow(2 * x, y, times / 4).weights
    np.testing.assert_allclose(two, one / 2, rtol=2e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: largest_margin([[1.0], [1.0]], [1, -1]), "separable"),
        (lambda: largest_margin([[1.0], [1.0]], [1, 0]), "only -1 and"),
        (lambda: largest_margin([[1.0]], [1, 1]), "one label for each of 1"),
        (lambda: margin_flow([[1.0]], [1], [0.0, 1.0]), "times must be above 0"),
        (lambda: margin_flow([[1.0]], [1], [2.0, 1.0]), "rising"),
        (lambda: margin_flow([[np.nan]], [1], [1.0]), "finite"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
