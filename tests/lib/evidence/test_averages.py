"""`lib.evidence.averages`: against quadrature, and identities."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import expit, log_expit, log_ndtr, ndtr
from scipy.stats import norm
from tilted import problem, some_decay, some_seed, tilted_by_quadrature

from lib.evidence.averages import (
    average_probability,
    mean_softplus,
    probit_mixture,
    tilted_moments,
)
from lib.evidence.laplace import logistic_evidence


@settings(max_examples=25, deadline=None)
@given(mean=st.floats(-20, 20), sd=st.floats(0.05, 30))
def test_mean_softplus_is_the_integral(mean, sd):
    got = mean_softplus([mean], [sd**2])
    for value, function in zip(
        got,
        (
            lambda m: np.logaddexp(0, -m),
            lambda m: 1 / (1 + np.exp(m)),
            lambda m: 1 / (2 + 2 * np.cosh(m)),
        ),
        strict=True,
    ):
        edges = mean + sd * np.linspace(-10, 10, 9)
        edges = np.unique(np.r_[edges, np.clip([-30, 0, 30], edges[0], edges[-1])])
        exact = sum(
            quad(
                lambda m, f=function: f(m) * norm.pdf(m, mean, sd), a, b, epsabs=1e-12
            )[0]
            for a, b in itertools.pairwise(edges)
        )
        assert value[0] == pytest.approx(exact, abs=1e-8)


def test_mean_softplus_without_variance_is_the_softplus():
    m = np.linspace(-9, 9, 7)
    value, slope, _ = mean_softplus(m, np.zeros(7))
    np.testing.assert_allclose(value, np.logaddexp(0, -m), atol=1e-9)
    np.testing.assert_allclose(slope, 1 / (1 + np.exp(m)), atol=1e-9)


def test_a_mixture_of_probits_is_the_logistic_function():
    width, share = probit_mixture()
    x = np.concatenate([np.linspace(-40, 40, 2001), [-1e4, 1e4]])
    mixture = ndtr(x[:, None] / width) @ share
    assert np.abs(mixture - expit(x)).max() < 1e-11
    # in the tail too, where what counts is the ratio
    tail = x[(x > -40) & (x < 0)]
    ratio = (ndtr(tail[:, None] / width) @ share) / expit(tail)
    assert np.abs(ratio - 1).max() < 1e-9
    assert share.sum() == pytest.approx(1, abs=1e-14)
    assert (share >= 0).all() and (width > 0).all()


@settings(max_examples=25, deadline=None)
@given(st.floats(-6, 6), st.floats(-3, 3), st.floats(-3, 1.5))
def test_the_moments_are_those_of_the_integral(place, log_variance, log_temperature):
    variance, temperature = 10.0**log_variance, 10.0**log_temperature
    margin = place * np.sqrt(variance + temperature**2)
    log_z, slope, curvature = tilted_moments(
        np.array([margin]), np.array([variance]), temperature
    )
    area, mean, spread = tilted_by_quadrature(margin, variance, temperature)
    unit = np.sqrt(variance + temperature**2)
    assert log_z[0] == pytest.approx(area, abs=1e-8)
    # the tilted mean is margin + v·slope, the tilted variance v - v²·curvature
    assert slope[0] * unit == pytest.approx(
        (mean - margin) / variance * unit, abs=1e-6 * max(1, unit / np.sqrt(variance))
    )
    assert spread / variance == pytest.approx(1 - variance * curvature[0], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.floats(-20, 20), st.floats(-3, 3), st.floats(-3, 1.5))
def test_slope_and_curvature_are_the_derivatives(place, log_variance, log_temperature):
    variance, temperature = 10.0**log_variance, 10.0**log_temperature
    unit = np.sqrt(variance + temperature**2)
    margin, step = place * unit, 1e-4 * unit
    at = margin + step * np.array([-1.0, 0.0, 1.0])
    log_z, slope, curvature = tilted_moments(at, np.full(3, variance), temperature)
    size = max(1, abs(place))
    assert slope[1] * unit == pytest.approx(
        (log_z[2] - log_z[0]) / (2 * step) * unit, abs=1e-5 * size
    )
    assert curvature[1] * unit**2 == pytest.approx(
        -(slope[2] - slope[0]) / (2 * step) * unit**2, abs=1e-5 * size
    )


def test_without_variance_or_without_temperature_one_function_is_left():
    margin = np.linspace(-20, 20, 41)
    for temperature in (0.5, 1.0, 7.0):
        log_z, slope, _ = tilted_moments(margin, np.full(41, 1e-20), temperature)
        exact = log_expit(margin / temperature)
        np.testing.assert_allclose(log_z, exact, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(
            slope, expit(-margin / temperature) / temperature, rtol=1e-6, atol=1e-9
        )
    log_z, _, _ = tilted_moments(margin, np.full(41, 4.0), 1e-12)
    np.testing.assert_allclose(log_z, log_ndtr(margin / 2), rtol=1e-9, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.floats(-30, 30), st.floats(-3, 3), st.floats(-3, 1), st.floats(-2, 2))
def test_units_do_not_matter(place, log_variance, log_temperature, log_unit):
    margin, variance = np.array([place]), np.array([10.0**log_variance])
    temperature, unit = 10.0**log_temperature, 10.0**log_unit
    log_z, slope, curvature = tilted_moments(margin, variance, temperature)
    scaled = tilted_moments(unit * margin, unit**2 * variance, unit * temperature)
    size = max(1, abs(log_z[0]))
    assert scaled[0][0] == pytest.approx(log_z[0], abs=1e-12 * size)
    assert scaled[1][0] * unit == pytest.approx(slope[0], rel=1e-8)
    assert scaled[2][0] * unit**2 == pytest.approx(
        curvature[0], abs=1e-8 * max(1, slope[0] ** 2)
    )


@settings(max_examples=40, deadline=None)
@given(st.floats(-30, 30), st.floats(-3, 3), st.floats(-3, 1))
def test_the_two_labels_have_probability_one_together(place, log_variance, log_t):
    margin = np.array([place, -place])
    log_z, _, _ = tilted_moments(margin, np.full(2, 10.0**log_variance), 10.0**log_t)
    assert np.exp(log_z).sum() == pytest.approx(1, abs=1e-10)


@settings(max_examples=20, deadline=None)
@given(some_seed, st.integers(1, 15), st.integers(1, 15), some_decay)
def test_averaging_never_changes_the_side_and_never_adds_confidence(seed, n, p, decay):
    x, y = problem(seed, n, p)
    x_new = np.random.default_rng(seed + 1).normal(size=(9, p))
    fit = logistic_evidence(x, y, decay)
    averaged = average_probability(x, fit, decay, x_new)
    plain = expit(x_new @ fit.weights)
    assert ((averaged > 0) & (averaged < 1)).all()
    assert (np.abs(averaged - 0.5) <= np.abs(plain - 0.5) + 1e-9).all()
    assert ((averaged - 0.5) * (plain - 0.5) >= -1e-10).all()
    mirrored = average_probability(x, fit, decay, -x_new)
    np.testing.assert_allclose(averaged + mirrored, 1, atol=1e-9)
