import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp
from scipy.special import ellipe, ellipeinc

from lib.capacity import all_targets
from lib.solution_sets import (
    Ellipse,
    arc_share,
    boundary,
    contains,
    farthest,
    flow_end_points,
    shattering_net,
    solution_curve,
    sublevel_set,
)

hypothesis = settings(max_examples=40, deadline=None)
some_seed = st.integers(0, 2**32 - 1)


def some_ellipse(rng, d):
    root = rng.standard_normal((d, d)) + 0.3 * np.eye(d)
    return Ellipse(0.7 * rng.standard_normal(d), root @ root.T + 0.1 * np.eye(d))


def form(ellipse, w):
    away = w - ellipse.center
    return np.einsum("ni,ij,nj->n", away, ellipse.matrix, away)


# --- Ellipses ------------------------------------------------------------------------


@hypothesis
@given(some_seed)
def test_the_farthest_point_is_that_of_a_search(seed):
    rng = np.random.default_rng(seed)
    inner, outer = some_ellipse(rng, 2), some_ellipse(rng, 2)
    edge = boundary(inner, 20001)
    np.testing.assert_allclose(form(inner, edge), 1, atol=1e-8)
    found = form(outer, edge).max()
    assert found == pytest.approx(farthest(inner, outer), rel=1e-6)
    assert farthest(inner, outer) >= found * (1 - 1e-12)


@hypothesis
@given(some_seed, st.integers(1, 5), st.floats(0.2, 5))
def test_it_does_not_depend_on_the_coordinates(seed, d, size):
    rng = np.random.default_rng(seed)
    inner, outer = some_ellipse(rng, d), some_ellipse(rng, d)
    change = rng.standard_normal((d, d)) + 2 * np.eye(d)
    shift = rng.standard_normal(d)
    back = np.linalg.inv(change)
    moved = [
        Ellipse(change @ e.center + shift, back.T @ e.matrix @ back)
        for e in (inner, outer)
    ]
    assert farthest(*moved) == pytest.approx(farthest(inner, outer), rel=1e-6)
    larger = Ellipse(outer.center, outer.matrix / size)
    assert farthest(inner, larger) == pytest.approx(farthest(inner, outer) / size)


def test_containment_where_it_is_obvious():
    disc = Ellipse(np.zeros(2), np.eye(2))
    half = Ellipse(np.array([0.5, 0.0]), 4.0 * np.eye(2))
    assert farthest(half, disc) == pytest.approx(1)
    assert farthest(disc, disc) == pytest.approx(1)
    assert farthest(disc, half) == pytest.approx(4 * 1.5**2)
    inside = Ellipse(np.array([0.5, 0.0]), 4.01 * np.eye(2))
    assert contains(disc, inside)
    assert not contains(disc, half._replace(center=np.array([0.51, 0.0])))
    # the longest axis points away from the shift: μ stays at its least value
    flat = Ellipse(np.array([0.1, 0.0]), np.diag([1e4, 1.0]))
    assert farthest(flat, disc) == pytest.approx(1.01, abs=1e-4)


def test_a_sublevel_set_holds_what_it_says():
    hessian = np.array([[2.0, 0.5], [0.5, 1.0]])
    ellipse = sublevel_set([1.0, -1.0], hessian, 0.3)
    away = boundary(ellipse, 50) - [1.0, -1.0]
    values = np.einsum("ni,ij,nj->n", away, hessian, away)
    np.testing.assert_allclose(values, 0.3)


# --- Gradient flow -------------------------------------------------------------------


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


# --- Curves --------------------------------------------------------------------------


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


# --- Shattering ----------------------------------------------------------------------


@pytest.mark.parametrize(("n", "d"), [(8, 1), (8, 2), (10, 3), (5, 7)])
def test_every_labelling_is_reached_with_few_units(n, d):
    x = np.random.default_rng(n).standard_normal((n, d))
    for y in all_targets(n):
        net = shattering_net(x, y)
        np.testing.assert_allclose(net(x), y / 2, atol=1e-6)
        assert len(net.bias) == 3 * -(-min((y > 0).sum(), (y < 0).sum()) // d)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: shattering_net([[1.0], [1.0]], [1, -1]), "^x must be in general"),
        (lambda: shattering_net([[1.0]], [2]), "^y must hold only"),
        (lambda: sublevel_set([0, 0], np.diag([1.0, 0.0]), 1), "unbounded$"),
        (lambda: sublevel_set([0.0], np.eye(2), 1), r"^hessian must be \[1, 1\]"),
        (lambda: sublevel_set([0, 0], [[1.0, 0.5], [0, 1]], 1), "must be symmetric"),
        (lambda: sublevel_set([0, 0], np.eye(2), 0), "^excess must be a finite"),
        (lambda: boundary(Ellipse(np.zeros(3), np.eye(3))), "^ellipse must be one"),
        (
            lambda: farthest(*(Ellipse(np.zeros(k), np.eye(k)) for k in (2, 3))),
            "^outer must have 2",
        ),
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
