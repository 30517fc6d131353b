"""`lib.capacity.flows`: against the equation integrated, and what it keeps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.special import ellipe, ellipeinc

from lib.capacity.flows import arc_share, flow_end_points, solution_curve

hypothesis = settings(max_examples=40, deadline=None)


some_seed = st.integers(0, 2**32 - 1)


@settings(max_examples=15, deadline=None)
@given(some_seed, st.integers(1, 4), st.floats(0.3, 2))
def test_the_flow_ends_where_an_integration_does(seed, d, y):
    rng = np.random.default_rng(seed)
    w, x = rng.standard_normal(d), rng.uniform(0.3, 2, d)
    hypothesis_end = flow_end_points(w[None], x, y)[0]

    def velocity(_, v):
        return -2 * (v**2 @ x - y) * x * v

    end = solve_ivp(velocity, (0, 2000), w, rtol=1e-9, atol=1e-12, method="LSODA")
    np.testing.assert_allclose(hypothesis_end, end.y[:, -1], atol=1e-5)


@hypothesis
@given(some_seed, st.floats(-6, 2), st.floats(0.1, 10))
def test_the_end_fits_keeps_signs_and_conserves(seed, power, y):
    rng = np.random.default_rng(seed)
    w = 10**power * rng.standard_normal((20, 2))
    x = rng.uniform(0.2, 3, 2)
    end = flow_end_points(w, x, y)
    np.testing.assert_allclose(end**2 @ x, y, rtol=1e-9)
    alive = np.abs(end).min(1) > 1e-100
    assert (np.sign(end) == np.sign(w))[alive].all()
    before, after = (np.log(np.abs(v)) / x for v in (w, end))
    kept = (before[:, 0] - before[:, 1])[alive]
    np.testing.assert_allclose(
        (after[:, 0] - after[:, 1])[alive], kept, rtol=1e-7, atol=1e-7
    )
    np.testing.assert_allclose(flow_end_points(end, x, y), end, rtol=1e-9)


def test_weights_of_zero_stay_zero():
    end = flow_end_points([[0.0, 0.1], [0.1, 0.0]], [1.0, 0.5], 1.0)
    np.testing.assert_allclose(end, [[0, np.sqrt(2)], [1, 0]], atol=1e-12)


def test_the_length_of_the_curve_is_an_elliptic_integral():
    curve = solution_curve([1.0, 0.5], 1.0, 40001)
    np.testing.assert_allclose(curve**2 @ [1.0, 0.5], 1)
    length = np.linalg.norm(np.diff(curve, axis=0), axis=1).sum()
    assert length == pytest.approx(4 * np.sqrt(2) * ellipe(0.5), rel=1e-6)
    # up to the height √2 sin t, from the end of the short axis
    t = 0.4
    share = arc_share(curve, lambda w: np.abs(w[:, 1]) <= np.sqrt(2) * np.sin(t))
    exact = ellipeinc(t, 0.5) / ellipe(0.5)
    assert share == pytest.approx(exact, abs=1e-3)
    assert arc_share(curve, lambda w: w[:, 0] > 0) == pytest.approx(0.5, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: flow_end_points([[1.0]], [1.0, 2.0], 1), "^w must have 2 columns"),
        (lambda: flow_end_points([[1.0]], [-1.0], 1), "^x must be above 0"),
        (lambda: flow_end_points([[0.0]], [1.0], 1), "^w must not have a row"),
        (lambda: flow_end_points([[1.0]], [1.0], -1), "^y must be a finite"),
        (lambda: solution_curve([1.0], 1.0), "^x must be two numbers"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
