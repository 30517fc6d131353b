"""`lib.minima.guessing`: against brute force, and the binomial law."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from lib.minima.guessing import guess_and_check, volume_bound


def guess(x, y, sizes, **given):
    given = {"hidden": 3, "tries": 30_000, "seed": 4, "keep": 10} | given
    return guess_and_check(x, y, sizes, **given)


def test_volumes_of_all_labellings_sum_to_one():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(3, 4))
    labellings = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))
    found = guess(
        np.repeat(x[None], 8, 0), labellings, [1, 2, 3], hidden=40, tries=5000
    )
    np.testing.assert_allclose(found.volume.sum(0), [8 / 2, 8 / 4, 1])
    assert (np.diff(found.volume, axis=1) <= 0).all()
    # every net has either equal signs on the first two or different ones
    np.testing.assert_allclose(found.balanced[:, 1], found.balanced[0, 1])
    split = [y[0] != y[1] for y in labellings]
    assert found.balanced[0, 1] == pytest.approx(found.volume[split, 2].sum())


def test_an_output_of_zero_is_neither_label():
    x = np.array([[[0.0, 0.0], [1.0, 0.5]]])
    found = guess(x, np.array([[1.0, -1.0]]), [2])
    assert found.balanced[0, 0] == 0
    assert found.volume[0, 0] == 0


def test_kept_nets_fit_what_they_should_and_no_more_are_kept():
    rng = np.random.default_rng(6)
    x = rng.normal(size=(2, 6, 4))
    y = np.sign(rng.normal(size=(2, 6)))
    found = guess(x, y, [2, 4])
    for s, k in itertools.product(range(2), range(2)):
        nets, n = found.nets[s][k], (2, 4)[k]
        assert len(nets.out) == 10
        assert (nets.outputs(x[s, :n]) * y[s, :n] > 0).all()


def test_one_hidden_unit_against_the_orthant_probability():
    """With one ReLU and positive x, f > 0 where v and both wx are positive."""
    x = np.array([[[1.0, 0.2], [0.3, 1.0]]])
    rho = x[0, 0] @ x[0, 1] / np.prod(np.linalg.norm(x[0], axis=1))
    orthant = multivariate_normal([0, 0], [[1, rho], [rho, 1]]).cdf([0, 0])
    found = guess(x, np.ones((1, 2)), [2], hidden=1, tries=200_000)
    assert found.volume[0, 0] == pytest.approx(orthant / 2, abs=4 * 0.4 / 200_000**0.5)


def test_tries_in_several_chunks_or_none_found():
    x = np.zeros((1, 1, 2))  # the output is 0, which is no label
    found = guess(x, np.ones((1, 1)), [1], tries=45_000)
    assert found.volume[0, 0] == 0
    assert len(found.nets[0][0].out) == 0
    x = np.ones((1, 1, 2))
    found = guess(x, np.ones((1, 1)), [1], tries=45_000, keep=10**6)
    assert len(found.nets[0][0].out) == round(found.volume[0, 0] * 45_000)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"sizes": [5]}, "sizes"),
        ({"sizes": [0]}, "sizes"),
        ({"y": np.zeros((2, 4))}, "y"),
        ({"x": np.ones((4, 3))}, "x"),
        ({"tries": 0}, "tries"),
        ({"hidden": 0}, "hidden"),
        ({"keep": 0}, "keep"),
    ],
)
def test_guess_refuses(change, name):
    given = {"x": np.ones((2, 4, 3)), "y": np.ones((2, 4)), "sizes": [2]} | change
    with pytest.raises(ValueError, match=name):
        guess(**given)


@settings(max_examples=50, deadline=None)
@given(
    log_volume=st.floats(-500, 0), n=st.integers(1, 1000), delta=st.floats(0.001, 0.999)
)
def test_volume_bound_is_a_share_and_solves_its_equation(log_volume, n, delta):
    bound = volume_bound(log_volume, n, delta)
    assert 0 <= bound <= 1
    nats = (-log_volume - np.log(delta)) / n
    if nats < 20:  # beyond that the bound rounds to 1
        assert -np.log1p(-bound) == pytest.approx(nats, rel=1e-6)
    assert volume_bound(log_volume - 1, n, delta) >= bound
    assert volume_bound(log_volume, n + 1, delta) <= bound


def test_volume_bound_holds_for_thresholds():
    """A threshold on [0, 1] at 1/2, uniform prior: more than 1 - δ of the draws."""
    rng = np.random.default_rng(7)
    n, delta, broken = 8, 0.2, 0
    for _ in range(2000):
        u = rng.random(n)
        low, high = max([0, *u[u < 0.5]]), min([1, *u[u >= 0.5]])
        grid = np.linspace(low, high, 200)
        broken += abs(grid - 0.5).mean() > volume_bound(np.log(high - low), n, delta)
    assert broken < 2000 * delta


@pytest.mark.parametrize(
    ("given", "name"),
    [((0.1, 5, 0.1), "log_volume"), ((-1, 0, 0.1), "n"), ((-1, 5, 1.0), "delta")],
)
def test_volume_bound_refuses(given, name):
    with pytest.raises(ValueError, match=name):
        volume_bound(*given)
