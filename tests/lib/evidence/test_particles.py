import itertools
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import expit, log_expit
from scipy.stats import multivariate_normal, ortho_group

from lib.data.digits import mnist
from lib.data.labels import permute_labels, signs
from lib.evidence.averages import tilted_moments
from lib.evidence.ep import ep_evidence
from lib.evidence.laplace import logistic_evidence
from lib.evidence.particles import _draw, sampled_evidence


def problem(seed, n, p, scale=1.0):
    """Inputs [n, p] of the given scale, and coin tosses for labels."""
    rng = np.random.default_rng(seed)
    return scale * rng.normal(size=(n, p)), rng.choice([-1.0, 1.0], n)


def samples(x, y, weight_decay, repeats, particles, guide=None):
    """Estimates from many seeds; the guide, the same for all, is fitted once."""
    guide = guide or ep_evidence(x, y, weight_decay)
    with patch("lib.evidence.particles.ep_evidence", lambda *_: guide):
        return np.array(
            [
                sampled_evidence(
                    x, y, weight_decay, particles=particles, seed=seed
                ).log_evidence
                for seed in range(repeats)
            ]
        )


def assert_unbiased(exact, estimates, spread=0.5):
    """The mean of the estimates, not of their logarithms, is the probability.

    The standard deviation of one must be below `spread`, or anything would pass.
    """
    ratio = np.exp(estimates - exact)
    assert ratio.std(ddof=1) <= spread
    error = ratio.std(ddof=1) / np.sqrt(len(ratio))
    assert abs(ratio.mean() - 1) <= 5 * error + 1e-6


def integral_over_one_weight(x, y, weight_decay):
    """ln ∫ Π σ(y x w) N(w | 0, 1/λ) dw, in pieces around the width of every σ."""

    def height(u):
        log_likelihood = log_expit(y * x[:, 0] * u / np.sqrt(weight_decay)).sum()
        return np.exp(log_likelihood - 0.5 * u**2) / np.sqrt(2 * np.pi)

    walls = np.outer([-30, -10, -3, -1, 1, 3, 10, 30], 1 / np.abs(x[:, 0]))
    walls = np.sort(np.clip(walls.ravel() * np.sqrt(weight_decay), -12, 12))
    return np.log(
        sum(
            integrate.quad(height, a, b, epsabs=0, epsrel=1e-10, limit=200)[0]
            for a, b in itertools.pairwise([-12, *walls, 12])
            if a < b
        )
    )


# --- Against the exact probability ---------------------------------------------------


@pytest.mark.parametrize("weight_decay", [1e-6, 1e-2, 1.0, 100.0])
@pytest.mark.parametrize("labels", [[1, 1, 1], [1, -1, 1]])
def test_with_one_weight_the_mean_estimate_is_the_integral(labels, weight_decay):
    x, y = np.array([[1.0], [0.5], [2.0]]), np.array(labels)
    exact = integral_over_one_weight(x, y, weight_decay)
    assert_unbiased(exact, samples(x, y, weight_decay, 100, 40))


@pytest.mark.parametrize("strength", [0.0, 0.3, 1.5])
@pytest.mark.parametrize(("n", "p"), [(7, 12), (7, 7)])
def test_without_decay_the_mean_estimate_is_the_normal_orthant(n, p, strength):
    # also under a guide too weak, too strong or none at all, which EP did not choose
    x, y = problem(n + p, n, p)
    signed = y[:, None] * x
    orthant = multivariate_normal.cdf(
        np.zeros(n), np.zeros(n), signed @ signed.T, maxpts=300_000, abseps=1e-7
    )
    fit = ep_evidence(x, y, 1e-20)
    guide = replace(fit, curvature=strength * fit.curvature, shift=strength * fit.shift)
    estimates = samples(x, y, 1e-20, 200, 40, guide)
    assert_unbiased(np.log(orthant), estimates, spread=0.8)
    plain = samples(x, y, 1e-20, 50, 40)
    assert_unbiased(np.log(orthant), plain, spread=0.1)


@pytest.mark.parametrize("weight_decay", [1e-8, 1e-12, 1e-20])
def test_with_more_images_than_weights_it_is_a_share_of_the_circle(weight_decay):
    angles = np.deg2rad([0, 30, 60, 100, 130, 140, 15, 140])
    x = np.stack([np.cos(angles), np.sin(angles)], 1)
    wedge = np.deg2rad(180 - 140) / (2 * np.pi)
    estimates = samples(x, np.ones(8), weight_decay, 100, 100)
    assert_unbiased(np.log(wedge), estimates)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.floats(-8, 3))
def test_images_at_right_angles_leave_nothing_to_chance(seed, n, power):
    # each image is a coin toss, and each guide exact
    x = np.diag(np.logspace(-1, 1, n)) @ ortho_group.rvs(7, random_state=seed)[:n]
    y = np.random.default_rng(seed).choice([-1, 1], n)
    estimate = sampled_evidence(x, y, 10.0**power, particles=2, seed=seed)
    assert estimate.log_evidence == pytest.approx(-n * np.log(2), abs=1e-6)
    assert estimate.log_evidence_ratio == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("weight_decay", [1e-20, 1e-12, 1e-6, 1e-2])
def test_one_image_with_both_labels_is_the_chance_that_its_output_is_small(
    weight_decay,
):
    exact = np.log(
        integrate.quad(
            lambda m: expit(m) * expit(-m) * np.exp(-0.5 * weight_decay * m**2),
            -60,
            60,
            points=[0],
            epsabs=0,
        )[0]
    ) + 0.5 * np.log(weight_decay / (2 * np.pi))
    estimates = samples([[1.0], [1.0]], [1, -1], weight_decay, 100, 10)
    assert_unbiased(exact, estimates)


def test_blank_images_are_coin_tosses():
    estimate = sampled_evidence(np.zeros((3, 2)), [1, -1, 1], 1.0, particles=5)
    assert estimate.log_evidence == pytest.approx(-3 * np.log(2), abs=1e-12)
    x, y = problem(0, 4, 6)
    without = samples(x, y, 0.1, 100, 10)
    blank = np.vstack([x[:2], np.zeros((1, 6)), x[2:]])
    with_one = samples(blank, np.insert(y, 2, -1), 0.1, 100, 10)
    error = np.hypot(without.std(), with_one.std()) / 10
    assert abs(with_one.mean() + np.log(2) - without.mean()) <= 5 * error


# --- Against expectation propagation -------------------------------------------------


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("weight_decay", [1e-6, 1e-2, 1e3])
def test_on_60_images_ep_is_near_and_without_decay_laplace_is_not(
    shuffled, weight_decay
):
    split = mnist(60, 1, digits=(3, 5), seed=1)
    x = np.hstack([split.x_train.numpy(), np.ones((60, 1))])
    y = signs(permute_labels(split.y_train, 0) if shuffled else split.y_train, 3)
    estimates = samples(x, y, weight_decay, 3, 200)
    sampled = np.logaddexp.reduce(estimates) - np.log(3)
    ep = ep_evidence(x, y, weight_decay)
    assert sampled == pytest.approx(ep.log_evidence, abs=0.7)
    assert np.ptp(estimates) < 0.7
    fit = logistic_evidence(x, y, weight_decay)
    laplace_error = abs(-fit.cost - fit.log_occam - sampled)
    if weight_decay == 1e-6:
        assert laplace_error > 5
    elif weight_decay == 1e3:
        assert laplace_error < 0.1


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 16),
    st.integers(1, 16),
    st.integers(0, 5),
    st.floats(-13, 3),
)
def test_any_shape_with_or_without_repeats_gives_a_probability(
    seed, n, p, copies, power
):
    x, y = problem(seed, n, p)
    x, y = np.vstack([x, x[:copies]]), np.r_[y, -y[:copies]]
    estimate = sampled_evidence(x, y, 10.0**power, particles=50, seed=seed)
    assert np.isfinite(estimate.log_evidence)
    assert estimate.log_evidence_ratio == pytest.approx(
        -estimate.log_evidence - len(y) * np.log(2)
    )
    ep = ep_evidence(x, y, 10.0**power).log_evidence
    assert abs(estimate.log_evidence - ep) <= 2 + 0.05 * abs(ep)


# --- The draw itself -----------------------------------------------------------------


@pytest.mark.parametrize("start", [-6.0, -1.0, 0.0, 2.0])
@pytest.mark.parametrize(
    ("walk", "widening", "temperature"), [(1, 1, 1), (2, 0.5, 0.3), (0.3, 3, 2)]
)
def test_a_draw_has_the_moments_of_the_tilted_gaussian(
    start, walk, widening, temperature
):
    variance = np.full(40_000, widening * walk**2)
    starts = np.full(40_000, start * temperature)
    rng = np.random.default_rng(0)
    drawn = walk * _draw(starts, walk, widening, temperature, rng)
    _, slope, curvature = tilted_moments(starts[:1], variance[:1], temperature)
    spread = variance[0] - variance[0] ** 2 * curvature[0]
    z = (drawn - variance[0] * slope[0]) / np.sqrt(spread)
    assert abs(z.mean()) <= 5 * z.std() / 200
    assert abs((z**2).mean() - 1) <= 5 * (z**2).std() / 200


def test_without_a_guide_the_draws_alone_must_be_right():
    weight_decay = 0.3
    # the third image repeats the second: what was drawn for the one is the other's
    x, y = np.array([[1, 0], [0.8, 0.6], [0.8, 0.6]]), np.array([1, -1, -1])
    grid, share = np.polynomial.legendre.leggauss(300)
    a, b = np.meshgrid(10 * grid, 10 * grid)
    log_height = -0.5 * (a**2 + b**2) - np.log(2 * np.pi)
    for row, label in zip(x, y, strict=True):
        log_height += log_expit(label * (a * row[0] + b * row[1]) / weight_decay**0.5)
    exact = np.log(100 * share @ np.exp(log_height) @ share)
    fit = ep_evidence(x, y, weight_decay)
    guide = replace(fit, curvature=0 * fit.curvature, shift=0 * fit.shift)
    estimates = samples(x, y, weight_decay, 40, 1000, guide)
    assert_unbiased(exact, estimates, spread=0.05)


def test_brighter_images_are_the_same_as_less_decay_draw_by_draw():
    x, y = problem(2, 6, 9)
    for scale in (1e-2, 1e3):
        brighter = sampled_evidence(scale * x, y, 0.1, particles=20, seed=3)
        looser = sampled_evidence(x, y, 0.1 / scale**2, particles=20, seed=3)
        assert brighter.log_evidence == pytest.approx(looser.log_evidence, abs=1e-5)


def test_the_same_seed_gives_the_same_and_another_another():
    x, y = problem(3, 10, 5)
    once, again, other = (
        sampled_evidence(x, y, 0.1, particles=30, seed=seed) for seed in (4, 4, 5)
    )
    assert once == again
    assert once != other


def test_more_particles_scatter_less():
    x, y = problem(3, 8, 12)
    few = samples(x, y, 1e-2, 40, 10)
    many = samples(x, y, 1e-2, 40, 160)
    # √16 = 4 in the limit
    assert many.std() < few.std() / 2
    assert many.mean() == pytest.approx(few.mean(), abs=5 * few.std() / np.sqrt(40))


# --- Input ---------------------------------------------------------------------------


def test_it_does_not_matter_what_holds_the_numbers():
    x, y = np.array([[0, 1, 2], [3, 0, 1], [1, 1, 0]]), np.array([1, -1, 1])
    reference = sampled_evidence(x.astype(float), y, 0.5, particles=9)
    for held_x, held_y in (
        (x.tolist(), y.tolist()),
        (x.astype(np.float32), y.astype(np.int8)),
        (torch.tensor(x).float().requires_grad_(), torch.tensor(y)),
    ):
        other = sampled_evidence(held_x, held_y, np.float64(0.5), particles=np.int64(9))
        assert other == reference


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"x": [1.0, 2.0]}, "^x must"),
        ({"x": [[1.0], [np.nan]]}, "^x must be finite"),
        ({"y": [0, 1]}, "^y must hold only"),
        ({"y": [1]}, "^y must have one label"),
        ({"weight_decay": 0}, "^weight_decay must"),
        ({"weight_decay": True}, "^weight_decay must"),
        ({"particles": 1}, "^particles must be a whole number at least 2, not 1"),
        ({"particles": 10.0}, "^particles must"),
        ({"seed": -1}, "^seed must be a whole number at least 0, not -1"),
        ({"seed": None}, "^seed must"),
    ],
)
def test_bad_input_is_refused_by_name(change, fault):
    good = {"x": [[1.0], [2.0]], "y": [1, -1], "weight_decay": 1.0}
    with pytest.raises(ValueError, match=fault):
        sampled_evidence(**(good | change))
