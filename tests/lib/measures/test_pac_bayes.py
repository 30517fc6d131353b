"""`lib.measures.pac_bayes`: sampled divergences, exact moments, coverage, limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from lib.measures import (
    binary_kl,
    catoni_bound,
    gaussian_kl,
    kl_bound,
    kl_upper,
    mcallester_bound,
    union_nats,
)


def test_gaussian_kl_is_the_mean_logarithm_of_a_ratio():
    mean, sd, prior_mean, prior_sd = [1.0, -2.0], [0.5, 1.5], [0.0, -1.0], [1.0, 2.0]
    draws = norm(mean, sd).rvs((400_000, 2), random_state=0)
    q, p = norm(mean, sd).logpdf(draws), norm(prior_mean, prior_sd).logpdf(draws)
    found = gaussian_kl(mean, sd, prior_mean, prior_sd)
    assert float(found) == pytest.approx((q - p).sum(1).mean(), abs=0.01)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10**6), st.floats(0.1, 10), st.floats(-5, 5))
def test_gaussian_kl_takes_no_notice_of_units(seed, unit, shift):
    rng = np.random.default_rng(seed)
    mean, prior_mean = rng.standard_normal((2, 6))
    sd, prior_sd = np.exp(rng.standard_normal((2, 6)))
    found = gaussian_kl(mean, sd, prior_mean, prior_sd)
    assert found >= 0 and gaussian_kl(mean, sd, mean, sd) == 0
    other = [unit * mean + shift, unit * sd, unit * prior_mean + shift, unit * prior_sd]
    assert float(gaussian_kl(*other)) == pytest.approx(float(found), rel=1e-6, abs=1e-9)
    parts = gaussian_kl(*(v[:, None] for v in (mean, sd, prior_mean, prior_sd)))
    assert parts.shape == (6,) and parts.sum() == pytest.approx(float(found))


def test_gaussian_kl_broadcasts_a_single_prior():
    rng = np.random.default_rng(0)
    mean, sd = rng.standard_normal((2, 3, 5)), np.exp(rng.standard_normal(5))
    one = gaussian_kl(mean, sd, 0.0, 2.0)
    assert one.shape == (2, 3)
    np.testing.assert_allclose(one[1, 2], gaussian_kl(mean[1, 2], sd, [0] * 5, [2] * 5))


def test_the_constant_is_never_below_the_moment_that_it_is_for():
    """E exp(n kl(q̂‖p)) <= 2√n, by enumeration: what the theorem rests on."""
    for n in (1, 2, 3, 10, 100, 1000):
        errors = np.arange(n + 1)
        for p in (0.003, 0.3, 0.5, 0.99):
            log = binom.logpmf(errors, n, p) + n * binary_kl(errors / n, p)
            moment = np.exp(log).sum()
            assert np.sqrt(n) <= moment <= 2 * np.sqrt(n)
            cost = kl_bound(0.1, n, 0.0, 0.2).confidence
            assert cost == pytest.approx(np.log(2 * np.sqrt(n) / 0.2))


def test_all_priors_together_fail_no_more_often_than_one():
    shares = np.exp([-union_nats(j) for j in range(1, 100_001)])
    assert 1 - 1e-5 < shares.sum() < 1


# A class of hypotheses that err independently, so that the worst can be sought out.
RISKS = np.linspace(0.05, 0.5, 40)


def test_the_bound_holds_for_all_posteriors_at_once():
    """The most damning Q of each sample, in closed form; without KL it would fail."""
    n, delta, rng = 50, 0.2, np.random.default_rng(0)
    prior = np.full(40, 1 / 40)
    errors = rng.binomial(n, RISKS, (1500, 40)) / n
    failed = failed_without = 0
    for each in errors:
        # Gibbs posteriors against the data: they like what looked better than it is.
        for strength in (0.0, 5.0, 20.0, 1000.0):
            logits = strength * (RISKS - each)
            q = np.exp(logits - logits.max())
            q /= q.sum()
            divergence = float(np.sum(q * np.log(np.maximum(q, 1e-300) / prior)))
            cost = divergence + np.log(2 * np.sqrt(n) / delta)
            broken = RISKS @ q > kl_upper_at(each @ q, cost / n)
            failed += broken
            failed_without += strength == 1000.0 and (
                RISKS @ q > kl_upper_at(each @ q, np.log(1 / delta) / n)
            )
            if broken:
                break
    assert failed / 1500 < delta
    assert failed_without / 1500 > 2 * delta


GRID = np.linspace(0, 1, 10_001)[1:-1]


def kl_upper_at(q, nats):
    """`kl_upper` on a grid, and upwards, since it is asked for thousands of times."""
    p = GRID[GRID >= q]
    q = min(max(q, 1e-12), 1 - 1e-12)
    kl = q * np.log(q / p) + (1 - q) * np.log((1 - q) / (1 - p))
    return p[min(np.searchsorted(kl, nats), len(p) - 1)]


def test_sampled_errors_are_bounded_at_their_rate():
    """The Monte-Carlo step alone, exactly: all outcomes of 30 draws at each p."""
    draws, n = 30, 10**6
    given_errors = np.arange(draws + 1) / draws
    for rate in (0.3, 0.02):
        gibbs = np.array(
            [
                kl_bound(q, n, 0.0, draws=draws, draw_delta=rate).gibbs
                for q in given_errors
            ]
        )
        for p in np.linspace(0.01, 0.99, 50):
            assert binom.pmf(np.arange(draws + 1), draws, p) @ (gibbs < p) <= rate


def test_the_terms_are_what_the_bound_is_made_of():
    found = kl_bound(0.1, 500, 7.0, 0.05, union=3.0, draws=2000, draw_delta=0.02)
    assert found.divergence == 7 and found.union == 3
    assert found.sampling == pytest.approx(np.log(50))
    assert found.gibbs == float(kl_upper(0.1, found.sampling / 2000)) > 0.1
    nats = found.divergence + found.union + found.confidence
    assert found.bound == float(kl_upper(found.gibbs, nats / 500))
    exact = kl_bound(0.1, 500, 7.0, 0.05, union=3.0)
    assert exact.gibbs == 0.1 and exact.sampling == 0 and exact.bound < found.bound
    many = kl_bound(0.1, 500, 7.0, 0.05, union=3.0, draws=10**12, draw_delta=0.02)
    assert many.bound == pytest.approx(exact.bound, abs=1e-5)


def test_with_n_the_bound_comes_down_to_the_error():
    for error, power in ((0.2, 0.5), (0.0, 1.0)):
        gaps = [kl_bound(error, n, 50.0).bound - error for n in (10**6, 10**8)]
        fall = np.log(gaps[0] / gaps[1]) / np.log(100)
        # A logarithm of n, in the confidence, is all that is lost.
        assert power - 0.03 < fall <= power
    gap = kl_bound(0.2, 10**10, 50.0).bound - 0.2
    nats = 50 + np.log(2e5 / 0.025)
    assert gap == pytest.approx(np.sqrt(2 * 0.2 * 0.8 * nats / 1e10), rel=1e-3)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(0, 1),
    st.integers(8, 10**5),
    st.floats(0.0, 1000.0),
    st.floats(0.05, 20.0),
)
def test_the_other_forms_are_looser(error, n, nats, slope):
    tight = float(kl_upper(error, nats / n))
    assert tight <= mcallester_bound(error, n, nats) + 1e-9
    assert tight <= catoni_bound(error, n, nats, slope) + 1e-9


@pytest.mark.parametrize("error", [0.02, 0.3])
def test_catoni_at_its_best_slope_is_the_inverse_of_kl(error):
    """That slope is ln(p(1-q)/(q(1-p))), where the line touches the curve."""
    tight = float(kl_upper(error, 0.1))
    best = np.log(tight / (1 - tight) * (1 - error) / error)
    assert catoni_bound(error, 100, 10.0, best) == pytest.approx(tight, abs=1e-9)
    assert catoni_bound(error, 100, 10.0, 2 * best) > tight + 1e-3


def test_catoni_is_exact_where_it_is_linear():
    """E exp(-C n q̂) of a coin is (1 - p(1 - e^-C))^n: its bound is met on average."""
    n, slope, p = 12, 1.3, 0.4
    errors = np.arange(n + 1)
    nats = 0.0
    moment = binom.pmf(errors, n, p) @ np.exp(
        n * (-np.log1p(p * np.expm1(-slope)) - slope * errors / n)
    )
    assert moment == pytest.approx(1)
    edge = -np.log1p(p * np.expm1(-slope)) - slope * 0.25
    nats = n * edge
    assert catoni_bound(0.25, n, nats, slope) == pytest.approx(p)
    assert mcallester_bound(0.25, n, 0.0) == 0.25


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gaussian_kl([0.0], [0.0], [0.0], [1.0]), "sd must be above 0"),
        (lambda: gaussian_kl([0.0], [1.0], [0.0], -1.0), "prior_sd must be above 0"),
        (lambda: gaussian_kl([0.0] * 2, [1.0] * 3, 0.0, 1.0), "shapes that match"),
        (lambda: union_nats(0), "index must be a whole number at least 1"),
        (lambda: kl_bound(1.1, 10, 1.0), r"error must be in \[0, 1\]"),
        (lambda: kl_bound(0.1, 0, 1.0), "n must be a whole number"),
        (lambda: kl_bound(0.1, 10, -1.0), "divergence must be at least 0"),
        (lambda: kl_bound(0.1, 10, 1.0, 1.0), "delta must be in"),
        (lambda: kl_bound(0.1, 10, 1.0, union=-1), "union must be at least 0"),
        (lambda: kl_bound(0.1, 10, 1.0, draws=0), "draws must be a whole number"),
        (
            lambda: kl_bound(0.1, 10, 1.0, draws=9, draw_delta=0),
            "draw_delta must be in",
        ),
        (lambda: mcallester_bound(-0.1, 10, 1.0), "error must be in"),
        (lambda: mcallester_bound(0.1, 10, -1.0), "nats must be at least 0"),
        (lambda: catoni_bound(0.1, 10, 1.0, 0), "slope must be a finite number"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
