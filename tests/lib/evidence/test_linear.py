import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.stats import multivariate_normal, norm, ortho_group

from lib.evidence.linear import linear_evidence

some_seed = st.integers(0, 2**32 - 1)
some_precision = st.floats(-3, 3).map(lambda power: 10.0**power)
some_scale = st.floats(-2, 2).map(lambda power: 10.0**power)
side = st.integers(1, 25)
hypothesis = settings(max_examples=50, deadline=None)


def problem(seed, n, m, scale=1.0):
    rng = np.random.default_rng(seed)
    return scale * rng.normal(size=(n, m)), rng.normal(size=n)


def marginal_covariance(phi, alpha, beta):
    return np.eye(len(phi)) / beta + phi @ phi.T / alpha


@hypothesis
@given(some_seed, side, side, some_scale, some_precision, some_precision)
def test_the_evidence_is_the_density_of_the_targets(seed, n, m, scale, alpha, beta):
    phi, t = problem(seed, n, m, scale)
    fit = linear_evidence(phi, t, alpha, beta)
    normal = multivariate_normal(np.zeros(n), marginal_covariance(phi, alpha, beta))
    exact = normal.logpdf(t)
    assert fit.log_evidence == pytest.approx(exact, rel=1e-7, abs=1e-7)


@hypothesis
@given(some_seed, side, side, some_scale, some_precision, some_precision)
def test_it_is_the_best_fit_less_the_occam_factor(seed, n, m, scale, alpha, beta):
    phi, t = problem(seed, n, m, scale)
    fit = linear_evidence(phi, t, alpha, beta)
    assert fit.log_evidence == fit.log_best_fit - fit.log_occam
    data = norm(phi @ fit.weights, 1 / np.sqrt(beta)).logpdf(t).sum()
    best = data - 0.5 * alpha * fit.weights @ fit.weights
    assert fit.log_best_fit == pytest.approx(best, rel=1e-9, abs=1e-9)
    precision = alpha * np.eye(m) + beta * phi.T @ phi
    log_det = np.linalg.slogdet(precision / alpha)[1]
    assert fit.log_occam == pytest.approx(0.5 * log_det, rel=1e-8, abs=1e-8)
    assert fit.log_occam >= 0


@hypothesis
@given(some_seed, side, side, some_scale, some_precision, some_precision)
def test_the_posterior_solves_the_normal_equations(seed, n, m, scale, alpha, beta):
    phi, t = problem(seed, n, m, scale)
    fit = linear_evidence(phi, t, alpha, beta)
    precision = alpha * np.eye(m) + beta * phi.T @ phi
    size = np.linalg.cond(precision)
    np.testing.assert_allclose(
        precision @ fit.covariance, np.eye(m), rtol=0, atol=1e-13 * size
    )
    np.testing.assert_array_equal(fit.covariance, fit.covariance.T)
    right = beta * phi.T @ t
    rounding = 1e-13 * size * (np.abs(right).max() + np.sqrt(alpha * beta * t @ t))
    assert np.abs(precision @ fit.weights - right).max() <= rounding


@hypothesis
@given(some_seed, side, side, some_precision, some_precision, st.floats(0.01, 10))
def test_the_best_fit_is_the_best(seed, n, m, alpha, beta, size):
    phi, t = problem(seed, n, m)
    fit = linear_evidence(phi, t, alpha, beta)
    step = size * np.random.default_rng(seed).normal(size=m)
    weights = fit.weights + step
    elsewhere = norm(phi @ weights, 1 / np.sqrt(beta)).logpdf(t).sum()
    elsewhere -= 0.5 * alpha * weights @ weights
    assert elsewhere < fit.log_best_fit
    # and how much worse it is, is what the covariance says
    drop = 0.5 * step @ np.linalg.solve(fit.covariance, step)
    assert fit.log_best_fit - elsewhere == pytest.approx(drop, rel=1e-5)


@hypothesis
@given(some_seed, side, side, st.integers(1, 10), some_precision, some_precision)
def test_what_is_learnt_in_two_steps_is_learnt_in_one(seed, n, m, more, alpha, beta):
    phi, t = problem(seed, n + more, m)
    both = linear_evidence(phi, t, alpha, beta).log_evidence
    first = linear_evidence(phi[:n], t[:n], alpha, beta)
    second = multivariate_normal(
        phi[n:] @ first.weights,
        np.eye(more) / beta + phi[n:] @ first.covariance @ phi[n:].T,
    ).logpdf(t[n:])
    assert both == pytest.approx(first.log_evidence + second, rel=1e-6, abs=1e-6)


def test_with_one_weight_it_is_the_integral_over_it():
    phi, t = problem(1, 4, 1)
    fit = linear_evidence(phi, t, 0.7, 3.0)

    def joint(w):
        data = norm(phi[:, 0] * w, 3.0**-0.5).pdf(t).prod()
        return data * norm(0, 0.7**-0.5).pdf(w)

    area, _ = integrate.quad(joint, -20, 20, points=[0, *fit.weights], epsabs=0)
    mean, _ = integrate.quad(lambda w: w * joint(w), -20, 20, points=[0], epsabs=0)
    square, _ = integrate.quad(lambda w: w**2 * joint(w), -20, 20, points=[0])
    assert fit.log_evidence == pytest.approx(np.log(area), abs=1e-8)
    assert fit.weights[0] == pytest.approx(mean / area, abs=1e-8)
    assert fit.covariance[0, 0] == pytest.approx(
        square / area - (mean / area) ** 2, abs=1e-8
    )


@hypothesis
@given(some_seed, side, side, some_precision, some_precision, some_scale)
def test_units_of_the_weights_and_of_the_targets(seed, n, m, alpha, beta, scale):
    phi, t = problem(seed, n, m)
    fit = linear_evidence(phi, t, alpha, beta)
    weights = linear_evidence(scale * phi, t, alpha * scale**2, beta)
    assert weights.log_evidence == pytest.approx(fit.log_evidence, rel=1e-8, abs=1e-8)
    np.testing.assert_allclose(scale * weights.weights, fit.weights, atol=1e-8)
    # a density of the targets changes with their unit, by their number
    targets = linear_evidence(phi, scale * t, alpha / scale**2, beta / scale**2)
    assert targets.log_evidence + n * np.log(scale) == pytest.approx(
        fit.log_evidence, rel=1e-8, abs=1e-8
    )


@settings(max_examples=20, deadline=None)
@given(some_seed, side, st.integers(2, 20), some_precision)
def test_order_and_rotation_do_not_matter(seed, n, m, beta):
    phi, t = problem(seed, n, m)
    order = np.random.default_rng(seed).permutation(n)
    turn = ortho_group.rvs(m, random_state=seed)
    fit = linear_evidence(phi, t, 2.0, beta)
    other = linear_evidence(phi[order] @ turn, t[order], 2.0, beta)
    assert other.log_evidence == pytest.approx(fit.log_evidence, rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(turn @ other.weights, fit.weights, atol=1e-9)


def test_no_basis_function_leaves_the_noise_alone():
    _, t = problem(0, 6, 1)
    fit = linear_evidence(np.zeros((6, 3)), t, 0.5, 4.0)
    assert fit.log_evidence == pytest.approx(norm(0, 0.5).logpdf(t).sum(), abs=1e-12)
    assert fit.log_occam == 0
    np.testing.assert_array_equal(fit.weights, 0)
    np.testing.assert_allclose(fit.covariance, np.eye(3) / 0.5)


def test_a_weak_prior_gives_least_squares_and_a_strong_one_nothing():
    phi, t = problem(4, 20, 3)
    least_squares = np.linalg.lstsq(phi, t)[0]
    weak, strong = (linear_evidence(phi, t, alpha, 2.0) for alpha in (1e-9, 1e12))
    np.testing.assert_allclose(weak.weights, least_squares, atol=1e-8)
    np.testing.assert_allclose(strong.weights, 0, atol=1e-9)
    assert strong.log_evidence == pytest.approx(
        norm(0, 0.5**0.5).logpdf(t).sum(), abs=1e-6
    )
    # every decade of a prior too wide costs each weight ln(10)/2
    wider = linear_evidence(phi, t, 1e-10, 2.0)
    assert weak.log_evidence - wider.log_evidence == pytest.approx(
        1.5 * np.log(10), abs=1e-6
    )


def test_it_does_not_matter_what_holds_the_numbers():
    phi, t = np.array([[1, 2], [0, 3], [4, 1]]), np.array([1, 0, 2])
    fit = linear_evidence(phi.astype(float), t.astype(float), 0.5, 2.0)
    for held_phi, held_t in (
        (phi, t),
        (phi.tolist(), t.tolist()),
        (phi.astype(np.float32), t.astype(np.float32)),
        (torch.tensor(phi).float().requires_grad_(), torch.tensor(t)),
    ):
        other = linear_evidence(held_phi, held_t, torch.tensor(0.5), 2)
        assert other.log_evidence == fit.log_evidence
        np.testing.assert_array_equal(other.covariance, fit.covariance)
        assert type(other.log_evidence) is type(other.log_occam) is float


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"phi": [1.0, 2.0]}, "^phi must be a non-empty array with 2"),
        ({"phi": [[1.0], [np.nan]]}, "^phi must be finite"),
        ({"phi": [[1j], [1.0]]}, "^phi must hold real"),
        ({"phi": np.zeros((2, 0))}, "^phi must be a non-empty"),
        ({"t": [[1.0], [2.0]]}, "^t must be a non-empty array with 1"),
        ({"t": [1.0]}, "^t must have one target for each of 2 rows of phi, not 1"),
        ({"t": [1.0, np.inf]}, "^t must be finite"),
        ({"alpha": 0}, "^alpha must be a finite number above 0, not 0"),
        ({"alpha": np.nan}, "^alpha must"),
        ({"alpha": True}, "^alpha must"),
        ({"beta": -1.0}, "^beta must be a finite number above 0"),
        ({"beta": np.inf}, "^beta must"),
        ({"beta": "1"}, "^beta must"),
    ],
)
def test_bad_input_is_refused_by_name(change, fault):
    good = {"phi": [[1.0], [2.0]], "t": [1.0, 2.0], "alpha": 1.0, "beta": 1.0}
    with pytest.raises(ValueError, match=fault):
        linear_evidence(**(good | change))
