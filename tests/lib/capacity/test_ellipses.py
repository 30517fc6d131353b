"""`lib.capacity.ellipses`: containment against sampling and optimisers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.capacity.ellipses import Ellipse, boundary, contains, farthest, sublevel_set

hypothesis = settings(max_examples=40, deadline=None)


some_seed = st.integers(0, 2**32 - 1)


def some_ellipse(rng, d):
    root = rng.standard_normal((d, d)) + 0.3 * np.eye(d)
    return Ellipse(0.7 * rng.standard_normal(d), root @ root.T + 0.1 * np.eye(d))


def form(ellipse, w):
    away = w - ellipse.center
    return np.einsum("ni,ij,nj->n", away, ellipse.matrix, away)


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


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: sublevel_set([0, 0], np.diag([1.0, 0.0]), 1), "unbounded$"),
        (lambda: sublevel_set([0.0], np.eye(2), 1), r"^hessian must be \[1, 1\]"),
        (lambda: sublevel_set([0, 0], [[1.0, 0.5], [0, 1]], 1), "must be symmetric"),
        (lambda: sublevel_set([0, 0], np.eye(2), 0), "^excess must be a finite"),
        (lambda: boundary(Ellipse(np.zeros(3), np.eye(3))), "^ellipse must be one"),
        (
            lambda: farthest(*(Ellipse(np.zeros(k), np.eye(k)) for k in (2, 3))),
            "^outer must have 2",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
