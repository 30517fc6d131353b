"""Where gradient flow takes a diagonal network, against descent and its two limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.deep_linear import basis_pursuit, diagonal_link, diagonal_minimum


def problem(seed, n=8, p=20, k=2):
    rng = np.random.default_rng(seed)
    x, truth = rng.standard_normal((n, p)), np.zeros(p)
    truth[rng.choice(p, k, replace=False)] = rng.choice([-1, 1], k) / k**0.5
    return x, x @ truth, truth


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize("alpha", [0.3, 1.0])
def test_it_is_where_descent_ends(depth, alpha):
    x, y, _ = problem(0)
    u = v = np.full(20, alpha)
    step = 1e-3
    for _ in range(40_000):
        q = step * depth * x.T @ (x @ (u**depth - v**depth) - y)
        u, v = u - u ** (depth - 1) * q, v + v ** (depth - 1) * q
    end = u**depth - v**depth
    np.testing.assert_allclose(x @ end, y, atol=1e-6)
    found = diagonal_minimum(x, y, alpha, depth)
    # The rest is the step's, which descent has and the flow has not.
    np.testing.assert_allclose(found, end, atol=0.02 * np.abs(end).max())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.floats(0.01, 30))
def test_it_fits_and_its_duals_lie_in_the_span_of_the_data(seed, depth, alpha):
    x, y, _ = problem(seed)
    found = diagonal_minimum(x, y, alpha, depth)
    np.testing.assert_allclose(x @ found, y, atol=1e-6 * np.abs(y).max())
    # h⁻¹(w/α^D) = Xᵀν for some ν: nothing is left of it outside of the rows of x.
    grid = np.linspace(-1, 1, 200_001)[1:-1] * (60 if depth < 3 else 1)
    dual = np.interp(found / alpha**depth, diagonal_link(grid, depth), grid)
    rest = dual - np.linalg.pinv(x) @ (x @ dual)
    assert np.abs(rest).max() < 2e-3 * np.abs(dual).max()


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_from_a_large_start_it_is_the_shortest(depth):
    x, y, _ = problem(1)
    short = np.linalg.pinv(x) @ y
    np.testing.assert_allclose(diagonal_minimum(x, y, 30, depth), short, atol=1e-4)
    if depth == 1:
        np.testing.assert_allclose(diagonal_minimum(x, y, 1e-3, 1), short, atol=1e-9)


@pytest.mark.parametrize(("depth", "alpha"), [(2, 1e-8), (3, 1e-3), (4, 1e-2)])
def test_from_a_small_start_it_has_the_least_sum(depth, alpha):
    for seed in range(4):
        x, y, _ = problem(seed, k=15)
        least = np.abs(basis_pursuit(x, y)).sum()
        found = np.abs(diagonal_minimum(x, y, alpha, depth)).sum()
        assert least <= found * (1 + 1e-9) < 1.02 * least


def test_in_between_the_norms_trade_places():
    x, y, _ = problem(2, k=15)
    ends = [diagonal_minimum(x, y, a) for a in np.geomspace(3, 1e-4, 12)]
    assert (np.diff([np.abs(w).sum() for w in ends]) < 1e-9).all()
    assert (np.diff([np.linalg.norm(w) for w in ends]) > -1e-9).all()


def test_examples_may_be_mixed_and_signs_flipped():
    x, y, _ = problem(3)
    rng = np.random.default_rng(0)
    mix, flip = rng.standard_normal((8, 8)), rng.choice([-1, 1], 20)
    found = diagonal_minimum(x, y, 0.1)
    np.testing.assert_allclose(
        diagonal_minimum(mix @ x, mix @ y, 0.1), found, atol=1e-6
    )
    np.testing.assert_allclose(
        diagonal_minimum(x * flip, y, 0.1), found * flip, atol=1e-7
    )


def test_no_targets_no_weights():
    assert not diagonal_minimum(np.eye(2, 3), [0, 0], 0.1).any()


def test_basis_pursuit_recovers_what_is_sparse_enough():
    for seed in range(5):
        x, y, truth = problem(seed, n=15, p=30, k=2)
        np.testing.assert_allclose(basis_pursuit(x, y), truth, atol=1e-7)


def test_basis_pursuit_agrees_with_cvxpy():
    cvxpy = pytest.importorskip("cvxpy")
    for seed in range(3):
        x, y, _ = problem(seed, k=15)
        w = cvxpy.Variable(20)
        task = cvxpy.Problem(cvxpy.Minimize(cvxpy.norm1(w)), [x @ w == y])
        least = task.solve(solver="CLARABEL")
        assert np.abs(basis_pursuit(x, y)).sum() == pytest.approx(least, rel=1e-6)


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_the_link_is_odd_and_rises(depth):
    z = np.linspace(-0.99, 0.99, 199)
    h = diagonal_link(z, depth)
    np.testing.assert_allclose(h, -h[::-1], atol=1e-8 * np.abs(h).max())
    assert (np.diff(h) > 0).all()


def test_the_link_of_great_depth_is_near_that_of_infinite():
    # p → 1: 1/(1 - z) - 1/(1 + z).
    np.testing.assert_allclose(diagonal_link(0.5, 10**6), 2 - 2 / 3, rtol=1e-4)
    np.testing.assert_allclose(diagonal_link([0.3], 2), 2 * np.sinh(0.3))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda x, y: diagonal_minimum(x, y[:-1], 1), "one target for each of 8"),
        (
            lambda x, y: diagonal_minimum(x.T, np.ones(20), 1),
            "independent rows, not 20",
        ),
        (lambda x, y: basis_pursuit(np.ones((2, 5)), [1, 1]), "2 rows of rank 1"),
        (lambda x, y: diagonal_minimum(x, y, 0), "alpha must be a finite number above"),
        (lambda x, y: diagonal_minimum(x, y, 1, 0), "depth must be a whole number"),
        (
            lambda x, y: diagonal_minimum(x, y, 1e-9, 4),
            "alpha must be larger at depth 4",
        ),
        (lambda x, y: diagonal_link(1.0, 3), r"z must be in \(-1, 1\) at depth 3"),
    ],
)
def test_bad_input_is_refused(call, words):
    x, y, _ = problem(0)
    with pytest.raises(ValueError, match=words):
        call(x, y)
