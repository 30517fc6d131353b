"""`lib.evidence.ep`: against quadrature, symmetries and limits."""

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import expit
from scipy.stats import multivariate_normal, norm, ortho_group
from tilted import problem, some_decay, some_seed, tilted_by_quadrature

from lib.evidence.averages import average_probability
from lib.evidence.ep import ep_evidence
from lib.evidence.laplace import logistic_evidence
from lib.evidence.particles import sampled_evidence


@settings(max_examples=15, deadline=None)
@given(st.floats(-2, 2), st.sampled_from([-1, 1]), st.floats(-6, 4))
def test_one_example_is_exact(log_length, label, power):
    weight_decay = 10.0**power
    x = np.array([[0.6, -0.8]]) * 10**log_length
    fit = ep_evidence(x, [label], weight_decay)
    variance = 10 ** (2 * log_length) / weight_decay
    assert fit.log_evidence == pytest.approx(-np.log(2), abs=1e-9)
    assert fit.log_evidence_ratio == pytest.approx(0, abs=1e-9)
    # the posterior's moments, in units of the prior's deviation along x
    sd = np.sqrt(variance)
    _, mean, spread = tilted_by_quadrature(0.0, 1.0, 1 / sd)
    output = label * (x @ fit.weights)[0]
    assert output / sd == pytest.approx(mean, abs=1e-7)
    assert variance / (1 + variance * fit.curvature[0]) == pytest.approx(
        spread * variance, rel=1e-6
    )
    assert abs(fit.weights @ [0.8, 0.6]) <= 1e-9 * np.abs(fit.weights).max()


@settings(max_examples=20, deadline=None)
@given(some_seed, st.integers(1, 8), some_decay)
def test_images_at_right_angles_are_independent(seed, n, weight_decay):
    rng = np.random.default_rng(seed)
    x = np.diag(10 ** rng.uniform(-1, 1, n)) @ ortho_group.rvs(9, random_state=seed)[:n]
    y = rng.choice([-1, 1], n)
    fit = ep_evidence(x, y, weight_decay)
    assert fit.log_evidence == pytest.approx(-n * np.log(2), abs=1e-8)
    for i in range(n):
        alone = ep_evidence(x[[i]], y[[i]], weight_decay)
        assert fit.curvature[i] == pytest.approx(alone.curvature[0], rel=1e-5)
        assert x[i] @ fit.weights == pytest.approx(x[i] @ alone.weights, rel=1e-5)


@pytest.mark.parametrize("correlation", [-0.9, -0.5, 0.0, 0.3, 0.8, 0.99])
def test_without_decay_two_images_give_the_orthant_of_their_angle(correlation):
    x = np.array([[1, 0], [correlation, np.sqrt(1 - correlation**2)]])
    orthant = 0.25 + np.arcsin(correlation) / (2 * np.pi)
    fit = ep_evidence(x, [1, 1], 1e-20)
    assert fit.log_evidence == pytest.approx(np.log(orthant), abs=0.12)
    opposite = ep_evidence(x, [1, -1], 1e-20)
    assert opposite.log_evidence == pytest.approx(np.log(0.5 - orthant), abs=0.12)
    if abs(correlation) <= 0.5:
        assert fit.log_evidence == pytest.approx(np.log(orthant), abs=0.01)


@pytest.mark.parametrize("seed", range(4))
def test_without_decay_eight_images_give_the_normal_orthant(seed):
    x, y = problem(seed, 8, 20)
    signed = y[:, None] * x
    orthant = multivariate_normal(np.zeros(8), signed @ signed.T).cdf(np.zeros(8))
    fit = ep_evidence(x, y, 1e-20)
    assert fit.log_evidence == pytest.approx(np.log(orthant), abs=0.05)


def test_without_decay_the_probability_is_a_share_of_the_circle():
    # In a plane the weights that classify n images rightly are a wedge.
    angles = np.deg2rad([0, 30, 100, 140])
    x = np.stack([np.cos(angles), np.sin(angles)], 1)
    wedge = np.deg2rad(180 - 140) / (2 * np.pi)
    fit = ep_evidence(x, np.ones(4), 1e-20)
    assert fit.log_evidence == pytest.approx(np.log(wedge), abs=0.2)


@settings(max_examples=20, deadline=None)
@given(some_seed, st.integers(1, 30), st.integers(1, 30))
def test_much_decay_leaves_a_coin_and_a_known_first_correction(seed, n, p):
    x, y = problem(seed, n, p)
    pull = x.T @ y
    weight_decay = 1e6
    fit = ep_evidence(x, y, weight_decay)
    correction = ((x**2).sum() - pull @ pull) / 8
    assert fit.log_evidence_ratio * weight_decay == pytest.approx(
        correction, abs=1e-3 * (1 + n * (x**2).sum())
    )
    np.testing.assert_allclose(
        fit.weights * weight_decay, pull / 2, atol=1e-3 * np.abs(x).sum()
    )
    np.testing.assert_allclose(fit.curvature, 0.25, atol=1e-3)


@pytest.mark.parametrize(("n", "p"), [(6, 3), (4, 9)])
@pytest.mark.parametrize("weight_decay", [1e-3, 1.0])
def test_each_example_in_its_cavity_has_the_moments_of_the_posterior(
    n, p, weight_decay
):
    x, y = problem(n, n, p)
    fit = ep_evidence(x, y, weight_decay)
    signed = y[:, None] * x
    covariance = np.linalg.inv(
        weight_decay * np.eye(p) + (signed.T * fit.curvature) @ signed
    )
    log_evidence = 0.0
    for row, site, shift in zip(signed, fit.curvature, fit.shift, strict=True):
        mean, variance = row @ fit.weights, row @ covariance @ row
        # `shift` belongs to √λ times the output
        linear = shift * np.sqrt(weight_decay)
        cavity_variance = 1 / (1 / variance - site)
        cavity_mean = cavity_variance * (mean / variance - linear)
        log_area, tilted_mean, tilted_variance = tilted_by_quadrature(
            cavity_mean, cavity_variance
        )
        assert tilted_mean == pytest.approx(mean, rel=1e-5)
        assert tilted_variance == pytest.approx(variance, rel=1e-5)
        # the height at which the site's Gaussian has the same area in its cavity
        log_evidence += log_area - np.log(
            integrate.quad(
                lambda m, a=site, b=linear, c=cavity_mean, v=cavity_variance: (
                    np.exp(b * m - a * m**2 / 2) * norm.pdf(m, c, np.sqrt(v))
                ),
                cavity_mean - 30 * np.sqrt(cavity_variance),
                cavity_mean + 30 * np.sqrt(cavity_variance),
                points=[mean],
                limit=500,
            )[0]
        )
    # and the integral of the prior with all sites, in closed form
    total = signed.T @ fit.shift * np.sqrt(weight_decay)
    log_evidence += 0.5 * total @ covariance @ total
    log_evidence += 0.5 * np.linalg.slogdet(weight_decay * covariance)[1]
    assert fit.log_evidence == pytest.approx(log_evidence, abs=1e-5)
    np.testing.assert_allclose(fit.weights, covariance @ total, rtol=1e-5, atol=1e-8)


@settings(max_examples=15, deadline=None)
@given(some_seed, st.integers(1, 20), st.integers(1, 20), some_decay, st.floats(-3, 3))
def test_brighter_images_are_the_same_as_less_decay(seed, n, p, weight_decay, power):
    x, y = problem(seed, n, p)
    scale = 10.0**power
    x = np.hstack([x, np.ones((n, 1))])
    brighter = ep_evidence(scale * x, y, weight_decay)
    looser = ep_evidence(x, y, weight_decay / scale**2)
    assert brighter.log_evidence == pytest.approx(looser.log_evidence, rel=1e-5)
    difference = np.abs(scale * brighter.weights - looser.weights).max()
    assert difference <= 1e-4 * np.abs(looser.weights).max()


@settings(max_examples=15, deadline=None)
@given(
    some_seed,
    st.integers(1, 20),
    st.integers(2, 20),
    some_decay,
    st.randoms(use_true_random=False),
)
def test_order_rotation_and_the_names_of_the_labels_do_not_matter(
    seed, n, p, weight_decay, random
):
    x, y = problem(seed, n, p)
    order = random.sample(range(n), n)
    turn = ortho_group.rvs(p, random_state=seed)
    fit = ep_evidence(x, y, weight_decay)
    other = ep_evidence(-x[order] @ turn, -y[order], weight_decay)
    assert other.log_evidence == pytest.approx(fit.log_evidence, rel=1e-5)
    np.testing.assert_allclose(
        other.curvature, fit.curvature[order], rtol=1e-3, atol=1e-6
    )
    swapped = ep_evidence(x, -y, weight_decay)
    assert swapped.log_evidence == pytest.approx(
        ep_evidence(-x, y, weight_decay).log_evidence, rel=1e-9
    )


@settings(max_examples=15, deadline=None)
@given(some_seed, st.integers(1, 30), st.integers(1, 30), some_decay)
def test_it_is_a_probability(seed, n, p, weight_decay):
    x, y = problem(seed, n, p)
    fit = ep_evidence(x, y, weight_decay)
    assert fit.log_evidence < 0
    assert fit.log_evidence_ratio == -fit.log_evidence - n * np.log(2)
    assert (fit.curvature >= 0).all()
    assert fit.weights.shape == (p,)
    assert fit.curvature.shape == fit.shift.shape == (n,)


def test_too_few_sweeps_are_an_error():
    x, y = problem(0, 6, 4)
    with pytest.raises(RuntimeError, match=r"in 1 sweeps at weight_decay=0\.1; raise"):
        ep_evidence(x, y, 0.1, max_sweeps=1)


@pytest.mark.parametrize("weight_decay", [1e-20, 1e-12, 1e-6, 1e-2])
def test_one_image_with_both_labels_is_the_chance_that_its_output_is_small(
    weight_decay,
):
    # E σ(m)σ(-m) over m ~ N(0, 1/λ): for small λ the density at 0 times ∫σσ = 1.
    fit = ep_evidence([[1.0], [1.0]], [1, -1], weight_decay)
    exact = np.log(
        integrate.quad(
            lambda m: expit(m) * expit(-m) * np.exp(-0.5 * weight_decay * m**2),
            -60,
            60,
            points=[0],
            epsabs=0,
        )[0]
    ) + 0.5 * np.log(weight_decay / (2 * np.pi))
    assert fit.log_evidence == pytest.approx(exact, abs=0.02)


@settings(max_examples=15, deadline=None)
@given(some_seed, st.integers(1, 25), st.integers(1, 40), st.floats(-13, 0))
def test_it_settles_for_equal_images_with_opposite_labels(seed, n, p, power):
    x, y = problem(seed, n, p)
    x, y = np.vstack([x, x[: n // 2]]), np.r_[y, -y[: n // 2]]
    fit = ep_evidence(x, y, 10.0**power)
    assert np.isfinite(fit.log_evidence) and fit.log_evidence < 0


@pytest.mark.parametrize(("n", "p"), [(12, 4), (4, 12)])
@pytest.mark.parametrize("method", [ep_evidence, logistic_evidence])
def test_the_average_probability_is_that_of_the_gaussian_posterior(n, p, method):
    x, y = problem(n, n, p)
    x_new = np.random.default_rng(1).normal(size=(7, p))
    fit = method(x, y, 0.2)
    averaged = average_probability(x, fit, 0.2, x_new)
    covariance = np.linalg.inv(0.2 * np.eye(p) + (x.T * fit.curvature) @ x)
    mean, variance = x_new @ fit.weights, ((x_new @ covariance) * x_new).sum(1)
    for i in range(7):
        log_area, _, _ = tilted_by_quadrature(mean[i], variance[i])
        assert averaged[i] == pytest.approx(np.exp(log_area), abs=1e-9)

    rng = np.random.default_rng(2)
    weights = rng.multivariate_normal(fit.weights, covariance, 20_000)
    drawn = expit(weights @ x_new.T)
    error = drawn.std(0) / np.sqrt(len(drawn))
    assert (np.abs(drawn.mean(0) - averaged) <= 5 * error).all()


def test_an_image_unlike_all_seen_is_a_coin_toss():
    x, y = problem(0, 5, 4)
    x = np.hstack([x, np.zeros((5, 1))])
    fit = ep_evidence(x, y, 0.1)
    (chance,) = average_probability(x, fit, 0.1, [[0, 0, 0, 0, 3.0]])
    assert chance == pytest.approx(0.5, abs=1e-12)


def test_it_does_not_matter_what_holds_the_numbers():
    x = np.array([[0, 1, 2], [3, 0, 1], [1, 1, 0], [2, 2, 2]])
    y = np.array([1, -1, 1, 1])
    fit = ep_evidence(x.astype(float), y, 0.5)
    chance = average_probability(x.astype(float), fit, 0.5, x[:2])
    for held_x, held_y in (
        (x.tolist(), y.tolist()),
        (x.astype(np.float32), y.astype(np.int8)),
        (torch.tensor(x).float().requires_grad_(), torch.tensor(y)),
    ):
        other = ep_evidence(held_x, held_y, 0.5)
        assert other.log_evidence == fit.log_evidence
        np.testing.assert_array_equal(other.weights, fit.weights)
        other = average_probability(held_x, fit, torch.tensor(0.5), held_x[:2])
        np.testing.assert_array_equal(other, chance)


@pytest.mark.parametrize(
    ("x", "decay", "x_new", "fault"),
    [
        ([1.0], 1.0, [[1.0]], "^x must"),
        ([[1.0], [2.0]], 1.0, [1.0], "^x_new must"),
        ([[1.0], [2.0]], 1.0, [[np.nan]], "^x_new must be finite"),
        ([[1.0], [2.0]], 0.0, [[1.0]], "^weight_decay must"),
    ],
)
def test_bad_inputs_of_a_prediction_are_refused_by_name(x, decay, x_new, fault):
    fit = ep_evidence([[1.0], [2.0]], [1, -1], 1.0)
    with pytest.raises(ValueError, match=fault):
        average_probability(x, fit, decay, x_new)


def test_inputs_of_another_width_are_refused():
    x, y = np.eye(3), np.array([1.0, -1.0, 1.0])
    with pytest.raises(ValueError, match="x_new must have 3 columns"):
        average_probability(x, ep_evidence(x, y, 1.0), 1.0, np.eye(4))


@pytest.mark.parametrize("weight_decay", [1e-10, 1e-2, 1e3])
def test_the_probabilities_of_all_labellings_sum_to_one(weight_decay):
    x, _ = problem(4, 5, 8)
    # -y has the probability of y: half of them tell all
    labellings = [np.array([1, *y]) for y in itertools.product([-1, 1], repeat=4)]
    ep = [np.exp(ep_evidence(x, y, weight_decay).log_evidence) for y in labellings]
    assert 2 * sum(ep) == pytest.approx(1, abs=0.02)
    sampled = [
        np.exp(
            sampled_evidence(x, y, weight_decay, particles=100, seed=seed).log_evidence
        )
        for seed, y in enumerate(labellings)
    ]
    # the weights of a guided particle vary by less than their mean
    assert 2 * sum(sampled) == pytest.approx(
        1, abs=5 * 2 * np.sqrt(np.square(sampled).sum() / 100)
    )
    fits = [logistic_evidence(x, y, weight_decay) for y in labellings]
    laplace = 2 * sum(np.exp(-fit.cost - fit.log_occam) for fit in fits)
    if weight_decay < 1e-6:
        assert laplace < 0.1
    elif weight_decay > 100:
        assert laplace == pytest.approx(1, abs=1e-4)
