"""The stationary covariance of SGD on quadratic costs, by other ways of finding it."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve_continuous_lyapunov, solve_discrete_lyapunov
from scipy.stats import ortho_group

from lib.noise.stationary import (
    largest_stable_lr,
    quadratic_covariance,
    stationary_covariance,
)

KINDS = ("exact", "discrete", "ou")
some_seed = st.integers(0, 2**32 - 1)
momenta = st.floats(0, 0.95)
hypothesis = settings(max_examples=30, deadline=None)


def problem(seed, n=40, d=3):
    """Linear regression with heavy-tailed inputs of unequal size, and residuals."""
    rng = np.random.default_rng(seed)
    x = rng.standard_t(5, size=(n, d)) * np.linspace(0.5, 1.5, d)
    return x, x @ rng.normal(size=d) + rng.normal(size=n)


def matrices(seed, d=4):
    """A Hessian and a noise covariance that do not commute."""
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(2, d, d + 2))
    return a @ a.T / d + 0.1 * np.eye(d), b @ b.T


def distance(one, other):
    return np.linalg.norm(one - other) / np.linalg.norm(other)


# --- Constant noise: against Lyapunov solvers -----------------------------------------


@hypothesis
@given(some_seed, momenta, st.floats(0.01, 0.95))
def test_discrete_is_the_lyapunov_equation_of_weights_and_velocity(seed, m, part):
    hessian, noise = matrices(seed)
    d = len(hessian)
    lr = part * 2 * (1 + m) / np.linalg.eigvalsh(hessian)[-1]
    eye = np.eye(d)
    step = np.block([[eye - lr * hessian, -lr * m * eye], [hessian, m * eye]])
    enters = np.vstack([-lr * eye, eye])
    state = solve_discrete_lyapunov(step, enters @ noise @ enters.T, method="direct")
    found = quadratic_covariance(hessian, noise, lr, momentum=m)
    assert distance(found, state[:d, :d]) < 1e-6


@hypothesis
@given(some_seed, momenta, st.floats(0.01, 10))
def test_ou_is_the_continuous_lyapunov_equation(seed, m, lr):
    hessian, noise = matrices(seed)
    expected = solve_continuous_lyapunov(hessian, lr / (1 - m) * noise)
    found = quadratic_covariance(hessian, noise, lr, momentum=m, kind="ou")
    assert distance(found, expected) < 1e-9


@hypothesis
@given(some_seed, momenta, st.floats(0.01, 1))
def test_the_damped_langevin_equation_has_the_same_variances_as_ou(seed, m, lr):
    hessian, noise = matrices(seed)
    d, eye = len(hessian), np.eye(len(hessian))
    drift = np.block([[np.zeros((d, d)), -lr * eye], [hessian, -(1 - m) * eye]])
    enters = np.vstack([np.zeros((d, d)), eye])
    state = solve_continuous_lyapunov(drift, -enters @ noise @ enters.T)[:d, :d]
    modes, basis = np.linalg.eigh(hessian)
    found = quadratic_covariance(hessian, noise, lr, momentum=m, kind="ou")
    state, found = (basis.T @ c @ basis for c in (state, found))
    np.testing.assert_allclose(np.diag(found), np.diag(state), rtol=1e-6)
    sums = np.add.outer(modes, modes)
    more = lr * np.subtract.outer(modes, modes) ** 2 / (2 * (1 - m) ** 2)
    scale = np.abs(state).max()
    np.testing.assert_allclose(found * sums / (sums + more), state, atol=1e-7 * scale)


@pytest.mark.parametrize("m", [0, 0.5, 0.9])
@pytest.mark.parametrize("lr", [0.01, 0.5, 1.9])
def test_one_dimension_in_closed_form(m, lr):
    h, s = 0.7, 3.0
    expected = lr * s * (1 + m) / ((1 - m) * h * (2 * (1 + m) - lr * h))
    found = quadratic_covariance([[h]], [[s]], lr, momentum=m)
    assert found == pytest.approx(expected)
    ou = quadratic_covariance([[h]], [[s]], lr, momentum=m, kind="ou")
    assert ou == pytest.approx(lr * s / (2 * h * (1 - m)))


# --- Regression: against all possible batches -----------------------------------------


def second_moments(x, y, lr, batch_size, m, sampling):
    """The state (w, v) enumerated: E[A ⊗ A] over all batches, and the covariance."""
    n, d = x.shape
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    if sampling == "replace":
        batches = list(product(range(n), repeat=batch_size))
    else:
        batches = list(combinations(range(n), batch_size))
    eye, square, added = np.eye(d), 0, 0
    for batch in map(list, batches):
        hessian = x[batch].T @ x[batch] / batch_size
        kick = x[batch].T @ (x[batch] @ best - y[batch]) / batch_size
        step = np.block([[eye - lr * hessian, -lr * m * eye], [hessian, m * eye]])
        jump = np.concatenate([-lr * kick, kick])
        square = square + np.kron(step, step) / len(batches)
        added = added + np.kron(jump, jump) / len(batches)
    state = np.linalg.solve(np.eye(4 * d * d) - square, added)
    return square, state.reshape(2 * d, 2 * d)[:d, :d]


@pytest.mark.parametrize("sampling", ["replace", "without"])
@pytest.mark.parametrize("m", [0.0, 0.6, 0.9])
@pytest.mark.parametrize("batch_size", [1, 2, 4])
def test_exact_is_the_average_over_all_batches(batch_size, m, sampling):
    x, y = problem(1, n=5, d=2)
    limit = largest_stable_lr(x, batch_size, momentum=m, sampling=sampling)
    for part in (0.01, 0.3, 0.95):
        args = (x, y, part * limit, batch_size)
        expected = second_moments(*args, m, sampling)[1]
        found = stationary_covariance(*args, momentum=m, sampling=sampling)
        assert distance(found, expected) < 1e-8


@pytest.mark.parametrize("sampling", ["replace", "without"])
@pytest.mark.parametrize("m", [0.0, 0.6, 0.9])
@pytest.mark.parametrize("batch_size", [1, 3])
def test_at_the_stability_limit_the_spectral_radius_crosses_one(
    batch_size, m, sampling
):
    x, y = problem(2, n=5, d=2)
    limit = largest_stable_lr(x, batch_size, momentum=m, sampling=sampling)
    radius = [
        np.abs(
            np.linalg.eigvals(second_moments(x, y, lr, batch_size, m, sampling)[0])
        ).max()
        for lr in (limit * (1 - 1e-5), limit * (1 + 1e-5))
    ]
    assert radius[0] < 1 < radius[1]
    args = {"momentum": m, "sampling": sampling}
    stationary_covariance(x, y, limit * (1 - 1e-5), batch_size, **args)
    with pytest.raises(ValueError, match=f"lr must be below {limit:.6g}"):
        stationary_covariance(x, y, limit * (1 + 1e-5), batch_size, **args)


def test_one_input_in_closed_form():
    x, y = problem(3, n=30, d=1)
    best = (x[:, 0] @ y) / (x[:, 0] @ x[:, 0])
    h, fourth = (x**2).mean(), (x**4).mean()
    kick = (x[:, 0] ** 2 * (y - best * x[:, 0]) ** 2).mean()
    for lr, b, share in ((0.1, 4, 1 / 4), (0.05, 1, 1.0)):
        exact = lr * share * kick / (2 * h - lr * (h**2 + share * (fourth - h**2)))
        assert stationary_covariance(x, y, lr, b) == pytest.approx(exact)
        limit = 2 * h / (h**2 + share * (fourth - h**2))
        assert largest_stable_lr(x, b) == pytest.approx(limit)


# --- The kinds and their limits -------------------------------------------------------


@pytest.mark.parametrize("m", [0.0, 0.8])
@pytest.mark.parametrize("sampling", ["replace", "without"])
def test_all_kinds_agree_for_small_steps_and_differ_in_proportion_to_them(m, sampling):
    x, y = problem(4)
    gaps = {"discrete": [], "ou": []}
    for lr in (2e-4, 1e-4):
        args = {"momentum": m, "sampling": sampling}
        exact = stationary_covariance(x, y, lr, 4, **args)
        for kind, gap in gaps.items():
            other = stationary_covariance(x, y, lr, 4, **args, kind=kind)
            gap.append(np.trace(exact) / np.trace(other) - 1)
    for first, second in gaps.values():
        assert abs(first) < 0.01
        assert first / second == pytest.approx(2, rel=0.02)


def test_discrete_misses_in_proportion_to_one_over_the_batch():
    x, y = problem(4)
    gap = {}
    for lr, b in product((2e-3, 1e-3), (4, 8)):
        exact, discrete = (
            np.trace(stationary_covariance(x, y, lr, b, kind=kind))
            for kind in ("exact", "discrete")
        )
        gap[lr, b] = exact / discrete - 1
    assert gap[2e-3, 4] / gap[1e-3, 8] == pytest.approx(4, rel=0.05)
    assert gap[2e-3, 4] / gap[2e-3, 8] == pytest.approx(2, rel=0.05)


@hypothesis
@given(
    some_seed, momenta, st.floats(0.01, 0.9), st.sampled_from(["replace", "without"])
)
def test_state_dependent_noise_and_steps_of_finite_length_only_add(
    seed, m, part, sampling
):
    x, y = problem(seed)
    args = {"momentum": m, "sampling": sampling}
    lr = part * largest_stable_lr(x, 3, **args)
    exact, discrete, ou = (
        stationary_covariance(x, y, lr, 3, **args, kind=kind) for kind in KINDS
    )
    slack = 1e-10 * np.trace(exact)
    assert np.linalg.eigvalsh(ou)[0] > -slack
    assert np.linalg.eigvalsh(discrete)[0] > -slack
    assert np.linalg.eigvalsh(exact - discrete)[0] > -slack
    if m == 0:
        assert np.linalg.eigvalsh(discrete - ou)[0] > -slack


@pytest.mark.parametrize("kind", ["exact", "discrete"])
def test_momentum_is_a_longer_step_only_while_steps_are_short(kind):
    x, y = problem(5)
    ratios = []
    for lr in (1e-5, 0.05):
        with_momentum = stationary_covariance(x, y, lr, 8, momentum=0.9, kind=kind)
        longer = stationary_covariance(x, y, 10 * lr, 8, kind=kind)
        ratios.append(np.trace(with_momentum) / np.trace(longer))
    assert ratios[0] == pytest.approx(1, abs=1e-3)
    assert ratios[1] < 0.97


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("m", [0.0, 0.7])
def test_a_full_batch_has_noise_only_with_replacement(kind, m):
    x, y = problem(6)
    args = {"momentum": m, "kind": kind}
    assert (stationary_covariance(x, y, 0.1, 40, sampling="without", **args) == 0).all()
    assert np.trace(stationary_covariance(x, y, 0.1, 40, **args)) > 0
    one, other = (
        stationary_covariance(x, y, 0.01, 1, sampling=sampling, **args)
        for sampling in ("replace", "without")
    )
    np.testing.assert_array_equal(one, other)


def test_without_replacement_is_a_larger_batch():
    """B' = B (N - 1)/(N - B): 25 of 49 with replacement are 17 without."""
    x, y = problem(7, n=49)
    for kind in KINDS:
        fresh = stationary_covariance(x, y, 0.1, 17, sampling="without", kind=kind)
        larger = stationary_covariance(x, y, 0.1, 17 * 48 // 32, kind=kind)
        ratio = 17 * 48 / 32 / (17 * 48 // 32)
        assert distance(fresh, larger) < 2 * abs(ratio - 1) + 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_data_twice_over_changes_nothing_with_replacement(kind):
    x, y = problem(8)
    twice = np.vstack([x, x]), np.concatenate([y, y])
    args = {"momentum": 0.5, "kind": kind}
    one, two = (
        stationary_covariance(*data, 0.05, 4, **args) for data in ((x, y), twice)
    )
    assert distance(two, one) < 1e-9
    one, two = (
        stationary_covariance(*data, 0.05, 4, sampling="without", **args)
        for data in ((x, y), twice)
    )
    assert np.trace(two) > 1.02 * np.trace(one)


@hypothesis
@given(some_seed, st.sampled_from(KINDS), momenta, st.floats(0.01, 100))
def test_rotations_units_and_targets(seed, kind, m, c):
    x, y = problem(seed)
    lr = 0.5 * largest_stable_lr(x, 2, momentum=m)
    args = {"momentum": m, "kind": kind}
    base = stationary_covariance(x, y, lr, 2, **args)
    turn = ortho_group.rvs(3, random_state=seed)
    turned = stationary_covariance(x @ turn, y, lr, 2, **args)
    assert distance(turned, turn.T @ base @ turn) < 1e-7
    scaled = stationary_covariance(c * x, y, lr / c**2, 2, **args)
    assert distance(scaled, base / c**2) < 1e-7
    moved = stationary_covariance(x, c * y + x @ [1, 2, 3], lr, 2, **args)
    assert distance(moved, c**2 * base) < 1e-7


@pytest.mark.parametrize("kind", KINDS)
def test_a_perfect_fit_has_no_noise_left(kind):
    x, _ = problem(9)
    found = stationary_covariance(x, x @ [1, 2, 3], 0.01, 2, kind=kind)
    assert np.abs(found).max() < 1e-25


def test_stable_rates_grow_with_the_batch_to_that_of_gradient_descent():
    x, y = problem(10)
    top = np.linalg.eigvalsh(x.T @ x / len(x))[-1]
    for m in (0.0, 0.9):
        limits = [
            largest_stable_lr(x, b, momentum=m, sampling="without")
            for b in (1, 2, 5, 10, 20, 39, 40)
        ]
        assert (np.diff(limits) > 0).all()
        assert limits[-1] == pytest.approx(2 * (1 + m) / top)
        assert largest_stable_lr(x, 10**9, momentum=m) == pytest.approx(limits[-1])
        message = r"lr must be below 2\(1 \+ m\)/h_max"
        for kind in ("exact", "discrete"):
            with pytest.raises(ValueError, match=message):
                stationary_covariance(x, y, 1.01 * limits[-1], 9, momentum=m, kind=kind)
        stationary_covariance(x, y, 1.01 * limits[-1], 9, momentum=m, kind="ou")


def test_nearly_dependent_inputs_are_still_exact():
    """Along a direction of tiny curvature: the OU limit, without momentum."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(50, 2)) * [1, 1e-6]
    y = rng.normal(size=50)
    exact, ou = (stationary_covariance(x, y, 1e-4, 5, kind=k) for k in ("exact", "ou"))
    assert exact[1, 1] == pytest.approx(ou[1, 1], rel=1e-3)


# --- Refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lr": 0}, "lr must be a finite number above 0, not 0"),
        ({"momentum": 1.0}, r"momentum must be in \[0, 1\), not 1.0"),
        ({"momentum": "much"}, "momentum must be in"),
        ({"batch_size": 0}, "batch_size must be a whole number at least 1, not 0"),
        ({"batch_size": 41, "sampling": "without"}, "batch_size must be .* to 40"),
        ({"sampling": "reshuffle"}, "reshuffle.*anti-correlated"),
        ({"sampling": "other"}, "sampling must be one of replace, without"),
        ({"kind": "sde"}, "kind must be one of exact, discrete, ou, not 'sde'"),
        ({"y": np.ones(3)}, "y must have one target for each of 40 rows of x, not 3"),
        ({"x": np.ones((40, 2))}, "x must have independent columns, .* rank 1"),
        ({"x": np.eye(3, 4), "y": np.ones(3)}, "x must have independent columns"),
        ({"x": np.random.default_rng(0).normal(size=(120, 101)), "y": np.ones(120)},
         "x must have at most 100 columns .* not 101"),
    ],
)  # fmt: skip
def test_bad_regressions_are_refused(change, message):
    x, y = problem(0)
    good = {"x": x, "y": y, "lr": 0.01, "batch_size": 4}
    with pytest.raises(ValueError, match=message):
        stationary_covariance(**good | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"hessian": -np.eye(2)}, "hessian must be positive definite.* -1"),
        ({"hessian": [[1, 1], [0, 1]]}, "hessian must be symmetric"),
        ({"hessian": np.ones((2, 3))}, "hessian must be symmetric"),
        ({"noise": np.eye(3)}, r"noise must be symmetric, .* not \(3, 3\)"),
        ({"noise": -np.eye(2)}, "noise must have no negative eigenvalue.* -1"),
        ({"kind": "exact"}, "kind must be one of discrete, ou"),
        ({"lr": 2.0}, "lr must be below .* = 2"),
        ({"momentum": -1}, "momentum must be"),
    ],
)
def test_bad_quadratics_are_refused(change, message):
    good = {"hessian": np.eye(2), "noise": np.eye(2), "lr": 0.1}
    with pytest.raises(ValueError, match=message):
        quadratic_covariance(**good | change)
