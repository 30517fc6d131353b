"""`lib.capacity.bounds`: against the inequalities behind them, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import comb

from lib.capacity.bounds import (
    finite_class_bound,
    log_growth,
    massart,
    rademacher_bound,
    vc_bound,
)

hypothesis = settings(max_examples=40, deadline=None)


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


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: finite_class_bound(0, 1, 0.1), "^n must be a whole number"),
        (lambda: finite_class_bound(5, -1, 0.1), "^log_hypotheses must be at least"),
        (lambda: finite_class_bound(5, 1, 1.0), r"^delta must be in \(0, 1\)"),
        (
            lambda: rademacher_bound(5, 1.2, 0.1),
            r"^complexity must be in \[0, 1\], not 1.2",
        ),
        (
            lambda: rademacher_bound(5, -0.1, 0.1),
            r"^complexity must be in \[0, 1\], not -0.1",
        ),
        (lambda: vc_bound(5, 1, 0), r"^delta must be in \(0, 1\), not 0"),
        (lambda: log_growth(5, -1), "^vc_dimension must be a whole number"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
