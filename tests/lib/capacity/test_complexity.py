"""`lib.capacity.complexity`: against exhaustive suprema, and its refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lib.capacity.complexity import linear_complexity, norm_complexity
from lib.capacity.learners import all_targets

hypothesis = settings(max_examples=40, deadline=None)


some_seed = st.integers(0, 2**32 - 1)


def random_signs(seed, *shape):
    return np.random.default_rng(seed).choice([-1.0, 1.0], shape)


def test_the_norm_class_is_reached_and_not_passed():
    rng = np.random.default_rng(0)
    x, signs = rng.standard_normal((8, 3)), random_signs(1, 5, 8)
    values = norm_complexity(x, 2.0, signs)
    for sigma, value in zip(signs, values, strict=True):
        along = sigma @ x
        best = 2 * along / np.linalg.norm(along)
        assert sigma @ (x @ best) / 8 == pytest.approx(value)
        others = rng.standard_normal((2000, 3))
        others *= 2 / np.linalg.norm(others, axis=1, keepdims=True)
        assert (others @ x.T @ sigma).max() / 8 <= value + 1e-12
    everything = norm_complexity(x, 2.0, all_targets(8))
    assert (everything**2).mean() == pytest.approx(4 * (x**2).sum() / 64)
    assert everything.mean() <= np.sqrt(4 * (x**2).sum() / 64)


def best_on_the_circle(x, sigma):
    edges = np.sort(np.arctan2(x[:, 1], x[:, 0])[:, None] + [np.pi / 2, -np.pi / 2], 0)
    angles = np.sort(np.r_[edges.ravel(), edges.ravel() + 2 * np.pi])
    middle = 0.5 * (angles[1:] + angles[:-1])
    outputs = x @ np.array([np.cos(middle), np.sin(middle)])
    return (sigma @ np.where(outputs > 0, 1, -1)).max() / len(x)


@hypothesis
@given(some_seed)
def test_the_linear_search_never_beats_the_exact_supremum_in_the_plane(seed):
    x = np.random.default_rng(seed).standard_normal((15, 2))
    (sigma,) = signs = random_signs(seed, 1, 15)
    (found,) = linear_complexity(x, signs)
    exact = best_on_the_circle(x, sigma)
    assert 0 <= found <= exact + 1e-12


@settings(max_examples=15, deadline=None)
@given(some_seed, st.integers(2, 12))
def test_the_linear_search_finds_separations_where_they_exist(seed, d):
    x = np.random.default_rng(seed).standard_normal((12, d))
    for sigma in random_signs(seed, 3, 12):
        possible = linprog(
            np.zeros(d),
            A_ub=-sigma[:, None] * x,
            b_ub=-np.ones(12),
            bounds=(None, None),
        ).success
        (found,) = linear_complexity(x, sigma[None])
        assert (found == 1) == possible


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: norm_complexity([[1.0]], 1, [[2.0]]), "^signs must be -1 or"),
        (lambda: norm_complexity([[1.0]], 0, [[1.0]]), "^norm must be a finite"),
        (lambda: linear_complexity([[1.0]], [[1.0, 1.0]]), "^signs must be -1 or"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
