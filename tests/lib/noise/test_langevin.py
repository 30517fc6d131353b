"""Langevin dynamics: what its chains come to, exactly and in the limit."""

from itertools import islice

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from lib.noise.langevin import langevin_chains

hypothesis = settings(max_examples=15, deadline=None)


def spring(h):
    return lambda w: h * w


def last(*args, **kwargs):
    *_, w = langevin_chains(*args, **kwargs)
    return w


@pytest.mark.parametrize(
    ("h", "lr", "momentum", "temperature"),
    [(1.0, 0.1, 0.0, 1.0), (2.0, 0.8, 0.0, 0.3), (1.0, 0.5, 0.7, 2.0)],
)
def test_the_variance_on_a_quadratic_is_the_exact_one(h, lr, momentum, temperature):
    w = last(
        spring(h),
        np.zeros(40_000),
        lr,
        steps=200,
        seed=1,
        momentum=momentum,
        temperature=temperature,
    )
    expected = temperature / h / (1 - lr * h / (2 * (1 + momentum)))
    # The sum of squares is chi-squared: its standard error is √(2/n) of it.
    assert abs(w.var() / expected - 1) < 5 * np.sqrt(2 / len(w))
    assert abs(w.mean()) < 5 * np.sqrt(expected / len(w))


def test_small_steps_sample_a_density_that_is_not_gaussian():
    w = last(np.sinh, np.zeros(5000), 0.01, steps=800, seed=2)
    grid = np.linspace(-6, 6, 4001)
    below = np.cumsum(np.exp(-np.cosh(grid)))
    assert kstest(w, lambda x: np.interp(x, grid, below / below[-1])).pvalue > 1e-3


@hypothesis
@given(st.floats(0, 0.95), st.floats(0.01, 0.2), st.integers(0, 100))
def test_at_temperature_zero_it_is_torchs_descent(momentum, lr, seed):
    first = np.random.default_rng(seed).standard_normal(4)
    found = last(
        lambda w: np.sin(w) + w,
        first,
        lr,
        steps=20,
        seed=0,
        temperature=0,
        momentum=momentum,
    )
    w = torch.tensor(first, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr, momentum)
    for _ in range(20):
        optimizer.zero_grad()
        (w**2 / 2 - w.cos()).sum().backward()
        optimizer.step()
    np.testing.assert_allclose(found, w.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_each_chain_has_its_own_temperature():
    heat = np.array([[0.0], [1.0], [4.0]])
    w = last(
        spring(1.0), np.ones((3, 20_000)), 0.1, steps=200, seed=3, temperature=heat
    )
    assert np.abs(w[0]).max() < 1e-6
    assert w[2].var() / w[1].var() == pytest.approx(4, rel=0.06)


@hypothesis
@given(st.integers(1, 7))
def test_what_is_looked_at_does_not_change_the_chain(every):
    all_of_it = list(langevin_chains(spring(2.0), np.ones(3), 0.1, steps=21, seed=4))
    some = list(
        langevin_chains(spring(2.0), np.ones(3), 0.1, steps=21, seed=4, every=every)
    )
    np.testing.assert_array_equal(some, all_of_it[every - 1 :: every])


def test_the_start_is_left_alone_and_float32_kept():
    start = np.zeros(5, dtype=np.float32)
    first, second = islice(langevin_chains(spring(1.0), start, 0.1, steps=2, seed=0), 2)
    assert first.dtype == second.dtype == np.float32
    assert not start.any() and first is not second and (first != second).all()
    (whole,) = langevin_chains(spring(1.0), [0, 0], 0.1, steps=1, seed=0)
    assert whole.dtype == np.float64


GOOD = {"gradient": spring(1.0), "start": [0.0, 1.0], "lr": 0.1, "steps": 3, "seed": 0}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"start": [0.0, np.nan]}, "start must be finite"),
        ({"lr": 0}, "lr must be a finite number above 0, not 0"),
        ({"steps": 0}, "steps must be a whole number at least 1, not 0"),
        ({"seed": -1}, "seed must be a whole number at least 0"),
        ({"temperature": -1}, "temperature must be at least 0, not -1"),
        ({"temperature": [1, 1, 1]}, r"temperature must broadcast .* not have"),
        ({"temperature": [[1], [1]]}, "temperature must broadcast"),
        ({"momentum": 1}, r"momentum must be in \[0, 1\), not 1"),
        ({"every": 4}, "every must be a whole number from 1 to 3, not 4"),
    ],
)
def test_bad_input_is_refused_before_any_work(bad, message):
    with pytest.raises(ValueError, match=message):
        langevin_chains(**{**GOOD, **bad})


def test_a_chain_that_blows_up_says_so():
    with (
        np.errstate(all="ignore"),
        pytest.raises(ValueError, match="lr must be smaller: at 3 the weights"),
    ):
        list(langevin_chains(lambda w: w**3, np.full(2, 9.0), 3.0, steps=50, seed=0))
