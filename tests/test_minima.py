"""`lib.minima`: identities, limits and brute force, and its refusals."""

import copy
import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal

from lib.minima import (
    Nets,
    guess_and_check,
    measures,
    null_vector,
    poison,
    random_nets,
    volume_bound,
)
from lib.training import mlp


def test_poison_leaves_the_first_alone_and_makes_every_other_wrong():
    y = torch.randint(10, (50,), generator=torch.Generator().manual_seed(0))
    spoiled = poison(y, 20)
    assert torch.equal(spoiled[:20], y[:20])
    assert torch.equal((spoiled[20:] - y[20:]) % 10, torch.ones(30, dtype=torch.int64))
    assert set(spoiled.tolist()) <= set(range(10))
    assert torch.equal(poison(y, 50), y)


@pytest.mark.parametrize(
    ("y", "keep", "name"),
    [
        (torch.zeros(3), 1, "y"),
        (torch.tensor([0, 10]), 1, "y"),
        (torch.tensor([0, -1]), 1, "y"),
        (torch.tensor([0, 1]), 3, "keep"),
        (torch.tensor([0, 1]), -1, "keep"),
    ],
)
def test_poison_refuses(y, keep, name):
    with pytest.raises(ValueError, match=name):
        poison(y, keep)


def test_null_vector_is_unseen_shortest_and_does_as_told():
    rng = np.random.default_rng(1)
    x, x_new, outputs = (
        rng.normal(size=(4, 20)),
        rng.normal(size=(5, 20)),
        rng.normal(size=5),
    )
    v = null_vector(x, x_new, outputs)
    np.testing.assert_allclose(x @ v, 0, atol=1e-12)
    np.testing.assert_allclose(x_new @ v, outputs)
    # the shortest: nothing of it outside the span of the rows
    both = np.r_[x, x_new]
    np.testing.assert_allclose(np.linalg.pinv(both) @ both @ v, v)
    with pytest.raises(ValueError, match="independent"):
        null_vector(x, x[:2], outputs[:2])
    with pytest.raises(ValueError, match="x_new"):
        null_vector(x, x_new[:, 1:], outputs)


def test_measures_of_a_linear_net_by_hand():
    net = mlp((3, 3), seed=0)
    start = copy.deepcopy(net)
    with torch.no_grad():
        net[0].weight.copy_(torch.diag(torch.tensor([3.0, -5.0, 2.0])))
        net[0].bias.copy_(torch.tensor([0.0, 0.0, 1.0]))
        start[0].weight.zero_()
        start[0].bias.copy_(torch.tensor([0.0, 2.0, 1.0]))
    x = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    found = measures(net, start, x, torch.tensor([0, 2]))
    assert found.spectral_product == pytest.approx(5)
    assert found.norm == pytest.approx(np.sqrt(9 + 25 + 4 + 1))
    assert found.distance == pytest.approx(np.sqrt(9 + 25 + 4 + 4))
    assert found.margin == pytest.approx(3 - 1)  # outputs (3, 0, 1) and (0, 0, 5)
    assert found.normalised_margin == pytest.approx(2 / 5)
    wrong = measures(net, start, x, torch.tensor([1, 2]))
    assert wrong.margin == pytest.approx(0 - 3)


def test_normalised_margin_takes_no_notice_of_scale():
    """Without biases, a factor on any layer cancels in margin over Π‖W‖."""
    net = mlp((6, 8, 8, 3), seed=1)
    x, y = torch.randn(20, 6), torch.randint(3, (20,))
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim == 1:
                parameter.zero_()
    before = measures(net, net, x, y)
    scaled = copy.deepcopy(net)
    with torch.no_grad():
        scaled[0].weight.mul_(7)
        scaled[4].weight.mul_(0.3)
    after = measures(scaled, net, x, y)
    assert after.normalised_margin == pytest.approx(before.normalised_margin, rel=1e-4)
    assert after.spectral_product == pytest.approx(2.1 * before.spectral_product)
    assert before.distance == 0
    product = np.prod([np.linalg.svd(p.detach().numpy())[1][0]
                       for p in net.parameters() if p.ndim == 2])  # fmt: skip
    assert before.spectral_product == pytest.approx(product, rel=1e-5)
    with pytest.raises(ValueError, match="start"):
        measures(net, mlp((6, 8, 3), 0), x, y)


def test_outputs_are_those_of_a_torch_net():
    nets = random_nets(7, 4, 3, seed=2)
    x = np.random.default_rng(0).normal(size=(5, 4))
    for i in range(7):
        hidden, out = (torch.tensor(a[i], dtype=torch.float64) for a in nets)
        by_torch = torch.relu(torch.tensor(x) @ hidden.T) @ out
        np.testing.assert_allclose(nets.outputs(x)[i], by_torch, rtol=1e-6, atol=1e-6)
    own = np.stack([x + i for i in range(7)])
    each = np.stack([nets.take([i]).outputs(x + i)[0] for i in range(7)])
    np.testing.assert_allclose(nets.outputs(own), each, rtol=1e-6, atol=1e-6)


def test_random_nets_have_the_variance_they_promise():
    nets = random_nets(20_000, 8, 4, seed=0)
    assert nets.hidden.var() == pytest.approx(2 / 8, rel=0.01)
    assert nets.out.var() == pytest.approx(1 / 4, rel=0.02)
    again = random_nets(20_000, 8, 4, seed=0)
    np.testing.assert_array_equal(nets.hidden, again.hidden)


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


def test_nets_take_keeps_both_arrays():
    nets = Nets(np.arange(12.0).reshape(2, 2, 3), np.arange(4.0).reshape(2, 2))
    one = nets.take(np.array([False, True]))
    assert one.hidden[0, 0, 0] == 6 and one.out[0, 0] == 2
