import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.special import comb
from sklearn.linear_model import LinearRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from lib.capacity import (
    LEARNERS,
    all_targets,
    finite_class_bound,
    least_squares,
    linear_complexity,
    log_growth,
    majority,
    massart,
    nearest_neighbour,
    norm_complexity,
    off_training_errors,
    rademacher_bound,
    shattered_sets,
    tree,
    vc_bound,
)

CUBE = np.array(list(itertools.product((0.0, 1.0), repeat=3)))
hypothesis = settings(max_examples=40, deadline=None)
some_seed = st.integers(0, 2**32 - 1)


def random_signs(seed, *shape):
    return np.random.default_rng(seed).choice([-1.0, 1.0], shape)


# --- Bounds --------------------------------------------------------------------------


@pytest.mark.parametrize("delta", [0.01, 0.5])
def test_the_finite_bound_inverts_hoeffding(delta):
    n, hypotheses = 50, 7
    gap = finite_class_bound(n, np.log(hypotheses), delta)
    assert hypotheses * 2 * np.exp(-2 * n * gap**2) == pytest.approx(delta)


@hypothesis
@given(st.integers(1, 60), st.integers(0, 70))
def test_growth_counts_the_small_subsets(n, d):
    exact = sum(comb(n, i, exact=True) for i in range(min(d, n) + 1))
    assert np.exp(log_growth(n, d)) == pytest.approx(exact)


@hypothesis
@given(st.integers(2, 2000), st.integers(1, 50))
def test_growth_is_below_its_usual_estimate(n, d):
    if d <= n:
        assert log_growth(n, d) <= d * np.log(np.e * n / d) + 1e-9
    assert log_growth(n, d) <= n * np.log(2) + 1e-9


def test_the_vc_bound_is_rademacher_with_massart():
    for n, d in ((100, 1), (10**4, 7)):
        complexity = massart(n, log_growth(n, d))
        assert vc_bound(n, d, 0.1) == pytest.approx(
            rademacher_bound(n, complexity, 0.1)
        )
    assert vc_bound(100, 100, 0.05) > 1
    assert rademacher_bound(100, 0, 0.05) == pytest.approx(
        finite_class_bound(100, 0, 0.05)
    )


@hypothesis
@given(some_seed, st.integers(1, 6), st.integers(1, 10))
def test_massart_is_above_the_exact_complexity(seed, n, rows):
    patterns = np.unique(random_signs(seed, rows, n), axis=0)
    exact = (all_targets(n) @ patterns.T).max(1).mean() / n
    assert exact <= massart(n, np.log(len(patterns))) + 1e-12


# --- Shattering ----------------------------------------------------------------------


@hypothesis
@given(some_seed, st.integers(1, 6), st.integers(1, 40))
def test_pajors_lemma(seed, n, rows):
    patterns = random_signs(seed, rows, n)
    distinct = np.unique(patterns, axis=0)
    found = shattered_sets(patterns)
    assert len(found) >= len(distinct)
    d = max(map(len, found))
    assert np.log(len(distinct)) <= log_growth(n, d) + 1e-9


def test_thresholds_shatter_one_point_and_half_lines_two():
    n = 6
    thresholds = np.array([np.r_[-np.ones(k), np.ones(n - k)] for k in range(n + 1)])
    assert max(map(len, shattered_sets(thresholds))) == 1
    assert len(thresholds) == round(np.exp(log_growth(n, 1)))
    both = np.vstack([thresholds, -thresholds])
    assert max(map(len, shattered_sets(both))) == 2
    assert len(shattered_sets(all_targets(4))) == 2**4


# --- Rademacher complexity -----------------------------------------------------------


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


# --- No free lunch -------------------------------------------------------------------


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
        (lambda: finite_class_bound(0, 1, 0.1), "^n must be a whole number"),
        (lambda: finite_class_bound(5, -1, 0.1), "^log_hypotheses must be at least"),
        (lambda: finite_class_bound(5, 1, 1.0), r"^delta must be in \(0, 1\)"),
        (lambda: rademacher_bound(5, 1.2, 0.1), "^complexity must be at most 1"),
        (lambda: rademacher_bound(5, -0.1, 0.1), "^complexity must be at least 0"),
        (lambda: vc_bound(5, 1, 0), "^delta must be a finite number above 0"),
        (lambda: log_growth(5, -1), "^vc_dimension must be a whole number"),
        (lambda: shattered_sets([[0, 1]]), "^patterns must hold only"),
        (lambda: shattered_sets(np.ones((1, 17))), "^the number of columns"),
        (lambda: norm_complexity([[1.0]], 1, [[2.0]]), "^signs must be -1 or"),
        (lambda: norm_complexity([[1.0]], 0, [[1.0]]), "^norm must be a finite"),
        (lambda: linear_complexity([[1.0]], [[1.0, 1.0]]), "^signs must be -1 or"),
        (lambda: off_training_errors(tree, CUBE, []), "^train must be some"),
        (lambda: off_training_errors(tree, CUBE, [1, 1]), "^train must be some"),
        (lambda: off_training_errors(tree, CUBE, [8]), "^each of train must be"),
        (lambda: off_training_errors(tree, CUBE, range(8)), "^train must be some"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
