"""`lib.measures.held_out`: inverses, exact coverage, agreement with scipy's Beta."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom, entropy

from lib.measures import (
    binary_kl,
    binomial_bound,
    chernoff_bound,
    kl_lower,
    kl_upper,
)

SHARES = st.floats(0, 1)


@settings(max_examples=100, deadline=None)
@given(st.floats(1e-6, 1 - 1e-6), st.floats(1e-6, 1 - 1e-6))
def test_binary_kl_is_a_divergence_of_coins(q, p):
    found = float(binary_kl(q, p))
    assert found == pytest.approx(entropy([q, 1 - q], [p, 1 - p]), abs=1e-12)
    assert found == pytest.approx(float(binary_kl(1 - q, 1 - p)), rel=1e-6, abs=1e-12)
    assert found >= 2 * (q - p) ** 2 * (1 - 1e-9)
    assert binary_kl(q, q) == 0


def test_binary_kl_at_the_ends_and_close_by():
    assert binary_kl(0, 0) == binary_kl(1, 1) == 0
    assert binary_kl(0.3, 0) == binary_kl(0.3, 1) == binary_kl(1, 0) == np.inf
    np.testing.assert_allclose(binary_kl(0, 0.25), -np.log(0.75))
    np.testing.assert_allclose(binary_kl(1, 0.25), -np.log(0.25))
    # Where the difference of two logarithms has no digits left.
    np.testing.assert_allclose(binary_kl(0.5, 1e-200), 100 * np.log(10) - np.log(2))
    step = 2.0**-30
    found = binary_kl(0.25, 0.25 + step) / (step**2 / (2 * 0.25 * 0.75))
    assert found == pytest.approx(1, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(SHARES, st.floats(1e-9, 30))
def test_the_inverses_are_inverses(q, nats):
    up, down = float(kl_upper(q, nats)), float(kl_lower(q, nats))
    assert 0 <= down <= q <= up <= 1
    # As near to the ends as a float can be, the divergence jumps.
    if q < up < 1 - 1e-9:
        assert float(binary_kl(q, up)) == pytest.approx(nats, rel=1e-5)
    if 1e-20 < down < q:
        assert float(binary_kl(q, down)) == pytest.approx(nats, rel=1e-5)
    # 1 - q is rounded, so the mirror image is too.
    assert down == pytest.approx(1 - float(kl_upper(1 - q, nats)), abs=1e-7)


@settings(max_examples=50, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_inverses_of_a_divergence_are_where_it_was_taken(q, p):
    found = kl_upper(q, binary_kl(q, p)) if p >= q else kl_lower(q, binary_kl(q, p))
    assert float(found) == pytest.approx(p, abs=1e-9)


def test_inverses_in_the_limits():
    assert kl_upper(0.3, 0) == pytest.approx(0.3, abs=1e-15)
    assert kl_lower(0.3, 0) == pytest.approx(0.3, abs=1e-15)
    np.testing.assert_allclose(kl_upper(0, [0.01, 2]), 1 - np.exp([-0.01, -2]))
    np.testing.assert_allclose(kl_lower(1, [0.01, 2]), np.exp([-0.01, -2]))
    assert kl_upper(1, 0.1) == 1 and kl_lower(0, 0.1) == 0
    small = 1e-8
    gap = (kl_upper(0.2, small) - 0.2) / np.sqrt(2 * 0.2 * 0.8 * small)
    assert gap == pytest.approx(1, abs=1e-3)
    assert np.shape(kl_upper(np.full((2, 1), 0.1), np.ones(3))) == (2, 3)


@pytest.mark.parametrize("n", [1, 7, 200])
@pytest.mark.parametrize("delta", [0.5, 0.05, 1e-12])
def test_the_binomial_bound_is_the_quantile_of_a_beta(n, delta):
    errors = np.arange(n)
    found = binomial_bound(errors, n, delta)
    np.testing.assert_allclose(found, beta.isf(delta, errors + 1, n - errors))
    inner = found < 0.9
    tail = binom.cdf(errors[inner], n, found[inner])
    np.testing.assert_allclose(tail, delta, rtol=1e-6)
    assert binomial_bound(n, n, delta) == 1
    np.testing.assert_allclose(binomial_bound(0, n, delta), 1 - delta ** (1 / n))


def failures(bound, n, rates, delta):
    """The chance that the bound lies below each p, added up over all outcomes."""
    errors = np.arange(n + 1)
    limits = bound(errors, n, delta)
    return [binom.pmf(errors, n, p) @ (limits < p) for p in rates]


@pytest.mark.parametrize("bound", [binomial_bound, chernoff_bound])
@pytest.mark.parametrize("n", [1, 5, 40])
def test_the_bounds_hold_at_their_rate(bound, n):
    for delta in (0.3, 0.05):
        assert max(failures(bound, n, np.linspace(0, 1, 201), delta)) <= delta


def test_the_binomial_bound_fails_as_often_as_it_may_and_the_other_does_not():
    n, delta = 40, 0.05
    # Just above the bound of each outcome: that outcome breaks it, and all below.
    worst = binomial_bound(np.arange(n), n, delta) * (1 + 1e-9)
    chances = failures(binomial_bound, n, worst, delta)
    np.testing.assert_allclose(chances, delta, rtol=1e-6)
    # With no error at all the two are one.
    chances = failures(chernoff_bound, n, worst, delta)
    assert chances[0] == pytest.approx(delta) and max(chances[1:]) < 0.6 * delta


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(1, 5000), st.floats(1e-9, 0.9))
def test_chernoff_is_the_looser_and_joins_it_in_the_limit(data, n, delta):
    errors = data.draw(st.integers(0, n))
    exact, loose = binomial_bound(errors, n, delta), chernoff_bound(errors, n, delta)
    assert errors / n <= loose
    assert exact <= loose * (1 + 1e-9)
    many = 10**8
    assert chernoff_bound(many // 4, many, 0.05) == pytest.approx(0.25, abs=2e-4)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: binary_kl(1.2, 0.5), r"q must be in \[0, 1\], not 1.2"),
        (lambda: binary_kl(0.2, -0.5), "p must be in"),
        (lambda: kl_upper(0.2, -1), "nats must be at least 0, not -1"),
        (lambda: kl_lower(np.nan, 1), "q must be finite"),
        (lambda: binomial_bound(3.5, 10, 0.1), r"errors must be whole .* not 3.5"),
        (lambda: binomial_bound(11, 10, 0.1), "errors must be whole"),
        (lambda: binomial_bound(1, 0, 0.1), "n must be a whole number"),
        (lambda: chernoff_bound(1, 10, 0), "delta must be in"),
        (lambda: chernoff_bound(-1, 10, 0.1), "errors must be whole"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
