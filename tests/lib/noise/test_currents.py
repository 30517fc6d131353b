"""Currents at rest: areas swept, the plane that turns most, turns per relaxation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm, solve_discrete_lyapunov

from lib.noise.currents import circulation, leading_plane, swept_area_rate
from lib.noise.stationary import quadratic_covariance

some_seed = st.integers(0, 2**32 - 1)
hypothesis = settings(max_examples=30, deadline=None)


def matrices(seed, d=4):
    """A Hessian and a noise covariance that do not commute."""
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=(2, d, d + 2))
    return a @ a.T / d + 0.1 * np.eye(d), b @ b.T


def stable_lr(hessian, part=0.5):
    return part * 2 / np.linalg.eigvalsh(hessian)[-1]


def rotation(angle, d=2):
    c, s = np.cos(angle), np.sin(angle)
    turn = np.eye(d)
    turn[:2, :2] = [[c, -s], [s, c]]
    return turn


# --- Areas swept ----------------------------------------------------------------------


@hypothesis
@given(some_seed, st.floats(0.01, 0.95))
def test_the_rate_is_the_antisymmetric_part_of_successive_weights(seed, part):
    hessian, noise = matrices(seed)
    lr = stable_lr(hessian, part)
    step = np.eye(4) - lr * hessian
    covariance = solve_discrete_lyapunov(step, lr**2 * noise, method="direct")
    successive = covariance @ step.T
    np.testing.assert_allclose(
        swept_area_rate(hessian, noise, lr),
        (successive - successive.T) / 2,
        rtol=1e-6,
        atol=1e-9 * np.abs(successive).max(),
    )


@hypothesis
@given(some_seed)
def test_for_small_steps_it_is_the_formula_in_eigenvectors(seed):
    hessian, noise = matrices(seed)
    lr = stable_lr(hessian, 1e-6)
    modes, basis = np.linalg.eigh(hessian)
    inner = basis.T @ noise @ basis
    sums, gaps = np.add.outer(modes, modes), np.subtract.outer(modes, modes)
    expected = basis @ (lr**2 / 2 * inner * gaps / sums) @ basis.T
    found = swept_area_rate(hessian, noise, lr)
    assert np.abs(found - expected).max() < 1e-4 * np.abs(expected).max()


@hypothesis
@given(some_seed)
def test_noise_that_commutes_with_the_hessian_sweeps_nothing(seed):
    hessian, noise = matrices(seed)
    lr = stable_lr(hessian)
    for commuting in (np.eye(4), hessian, hessian @ hessian):
        area = swept_area_rate(hessian, commuting, lr)
        assert np.abs(area).max() < 1e-12 * np.trace(commuting)
    assert np.abs(swept_area_rate(hessian, noise, lr)).max() > 1e-4 * lr**2


@hypothesis
@given(some_seed)
def test_the_rate_turns_with_the_coordinates(seed):
    hessian, noise = matrices(seed)
    lr = stable_lr(hessian)
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(4, 4)))[0]
    np.testing.assert_allclose(
        swept_area_rate(turn @ hessian @ turn.T, turn @ noise @ turn.T, lr),
        turn @ swept_area_rate(hessian, noise, lr) @ turn.T,
        atol=1e-9,
    )


def test_simulated_sgd_sweeps_the_area():
    hessian, noise = matrices(3, d=2)
    lr = stable_lr(hessian, 0.2)
    rng, root = np.random.default_rng(0), np.linalg.cholesky(noise)
    w = rng.multivariate_normal(
        [0, 0], quadratic_covariance(hessian, noise, lr), size=400
    )
    path = []
    for _ in range(3000):
        w = w - lr * (w @ hessian + rng.standard_normal(w.shape) @ root.T)
        path.append(w)
    area = circulation(np.stack(path, 1)).area
    error = area.std() / np.sqrt(len(area))
    expected = swept_area_rate(hessian, noise, lr)[0, 1]
    assert abs(expected) > 10 * error
    assert abs(area.mean() - expected) < 5 * error


# --- The plane ------------------------------------------------------------------------


@hypothesis
@given(some_seed)
def test_the_plane_is_round_and_sweeps_what_it_says(seed):
    hessian, noise = matrices(seed)
    lr = stable_lr(hessian)
    covariance = quadratic_covariance(hessian, noise, lr)
    rate = swept_area_rate(hessian, noise, lr)
    plane, area = leading_plane(covariance, rate)
    np.testing.assert_allclose(plane @ covariance @ plane.T, np.eye(2), atol=1e-7)
    np.testing.assert_allclose(
        plane @ rate @ plane.T, area * np.array([[0, 1], [-1, 0]]), atol=1e-7 * area
    )
    # No other plane turns faster: the largest singular value of the whitened rate.
    inverse_root = np.linalg.inv(np.linalg.cholesky(covariance))
    whitened = inverse_root @ rate @ inverse_root.T
    assert area == pytest.approx(np.linalg.norm(whitened, 2), rel=1e-6)


@hypothesis
@given(some_seed)
def test_the_area_does_not_depend_on_coordinates(seed):
    hessian, noise = matrices(seed)
    covariance = quadratic_covariance(hessian, noise, stable_lr(hessian))
    rate = swept_area_rate(hessian, noise, stable_lr(hessian))
    change = np.eye(4) + 0.3 * np.random.default_rng(seed).uniform(-1, 1, (4, 4))
    _, area = leading_plane(covariance, rate)
    _, again = leading_plane(change @ covariance @ change.T, change @ rate @ change.T)
    assert again == pytest.approx(area, rel=1e-6)


@hypothesis
@given(some_seed)
def test_two_weights_turn_by_less_than_a_radian_in_a_relaxation(seed):
    """ω ≤ k, because the Hessian's eigenvalues are real."""
    hessian, noise = matrices(seed, d=2)
    lr = stable_lr(hessian, 1e-4)
    covariance = quadratic_covariance(hessian, noise, lr)
    _, area = leading_plane(covariance, swept_area_rate(hessian, noise, lr))
    relaxing = lr * np.trace(hessian) / 2
    assert 0 <= area < relaxing * (1 + 1e-3)


# --- Turns ----------------------------------------------------------------------------


def test_a_circle_sweeps_its_area_once_a_turn():
    angle = np.arange(0, 2 * np.pi * 5, 2 * np.pi / 100)
    path = 3 * np.stack([np.cos(angle), np.sin(angle)], 1)[None]
    found = circulation(path)
    # Chords of 1/100 of a turn; the polygon is a little smaller than the circle.
    polygon = 9 * np.sin(2 * np.pi / 100) / 2
    assert found.area[0] == pytest.approx(polygon, rel=1e-3)


@pytest.mark.parametrize("turning", [0.0, 0.5, -1.5])
def test_turns_of_a_round_cloud_are_those_of_its_drift(turning):
    relaxing, dt = 1.0, 0.02
    drift = expm(-dt * np.array([[relaxing, -turning], [turning, relaxing]]).T)
    size = np.sqrt(1 - np.exp(-2 * relaxing * dt))
    rng = np.random.default_rng(1)
    w, path = rng.standard_normal((600, 2)), []
    for _ in range(2500):
        w = w @ drift + size * rng.standard_normal(w.shape)
        path.append(w)
    turns = circulation(np.stack(path, 1)).turns
    error = turns.std() / np.sqrt(len(turns))
    # Steps of 0.02 relaxations shorten the chords by about that much.
    expected = -turning / relaxing / (2 * np.pi)
    assert abs(turns.mean() - expected) < 5 * error + 0.03 * abs(expected)


@hypothesis
@given(some_seed, st.floats(0.1, 3))
def test_backwards_mirrored_moved_and_scaled(seed, scale):
    path = np.random.default_rng(seed).normal(size=(3, 20, 2)).cumsum(1)
    found = circulation(path)
    for other, factor, sign in (
        (path[:, ::-1], 1, -1),
        (path[..., ::-1], 1, -1),
        (path + np.array([5, -7]), 1, 1),
        (path @ rotation(scale).T, 1, 1),
        (scale * path, scale**2, 1),
    ):
        again = circulation(other)
        np.testing.assert_allclose(again.area, sign * factor * found.area, atol=1e-9)
        np.testing.assert_allclose(again.turns, sign * found.turns, atol=1e-9)


# --- Bad input ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("covariance", "rate", "message"),
    [
        (np.eye(3), np.zeros((2, 2)), "square, of one shape"),
        (np.ones((2, 3)), np.ones((2, 3)), "square, of one shape"),
        (np.eye(1), np.zeros((1, 1)), "at least 2 by 2"),
        (np.eye(2), np.ones((2, 2)), "rate must be antisymmetric"),
        (np.diag([1.0, -1]), np.zeros((2, 2)), "least eigenvalue is -1"),
        (np.diag([1.0, 0]), np.zeros((2, 2)), "must be positive definite"),
    ],
)
def test_bad_planes_are_refused(covariance, rate, message):
    with pytest.raises(ValueError, match=message):
        leading_plane(covariance, rate)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (np.zeros((2, 5)), "path must be a non-empty array with 3 dim"),
        (np.zeros((2, 5, 3)), "path must hold 2 coordinates of each point, not 3"),
        (np.ones((1, 2, 2)), "number of points of path must be a whole number at l"),
        (np.ones((2, 5, 2)), "path must move in every chain"),
    ],
)
def test_bad_paths_are_refused(path, message):
    with pytest.raises(ValueError, match=message):
        circulation(path)


def test_bad_quadratics_are_refused():
    with pytest.raises(ValueError, match="hessian must be positive definite"):
        swept_area_rate(np.diag([1.0, -1]), np.eye(2), 0.1)
