"""`lib.kernels.empirical`: against torch.func's Jacobian, and the infinite limit."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.func import functional_call, jacrev

from lib.kernels.empirical import NTKLinear, empirical_kernels, ntk_net
from lib.kernels.infinite import ntk_kernels
from lib.training import mlp

RNG = np.random.default_rng(0)
X, Z = RNG.standard_normal((7, 5)), RNG.standard_normal((4, 5))


def jacobian_kernels(net, x1, x2):
    """The last layer's kernel and the NTK, from all derivatives; mean over outputs."""
    weights = {name: w.detach().double() for name, w in net.named_parameters()}

    def jacobian(x):
        whole = jacrev(lambda w: functional_call(net, w, torch.from_numpy(x)))(weights)
        return {name: part.flatten(2) for name, part in whole.items()}

    one, other = jacobian(x1), jacobian(x2)
    outputs = next(iter(one.values())).shape[1]
    parts = {
        name: (torch.einsum("ikp,jkp->ij", one[name], other[name]) / outputs).numpy()
        for name in weights
    }
    last = str(len(net) - 1)
    return (
        sum(p for name, p in parts.items() if name.startswith(f"{last}.")),
        sum(parts.values()),
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(1, 12), min_size=0, max_size=3),
    st.integers(1, 3),
    st.sampled_from(["relu", "tanh"]),
    st.floats(0, 1),
    st.integers(0, 99),
)
def test_layer_by_layer_is_the_jacobian_s_product(hidden, outputs, unit, bias, seed):
    net = ntk_net((5, *hidden, outputs), seed, bias_variance=bias, activation=unit)
    for found, wanted in zip(
        empirical_kernels(net, X, Z), jacobian_kernels(net, X, Z), strict=True
    ):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("bias", [True, False])
def test_pytorch_s_own_layers_have_factors_of_one(bias):
    torch.manual_seed(1)
    net = nn.Sequential(
        nn.Linear(5, 9, bias), nn.Tanh(), nn.Linear(9, 3, bias)
    ).double()
    for found, wanted in zip(
        empirical_kernels(net, X, Z), jacobian_kernels(net, X, Z), strict=True
    ):
        np.testing.assert_allclose(found, wanted, rtol=1e-9)
    narrow = mlp((5, 9, 3), 0)
    before = [w.clone() for w in narrow.parameters()]
    last, whole = empirical_kernels(narrow, X)
    np.testing.assert_allclose(whole, whole.T)
    assert np.linalg.eigvalsh(last).min() > -1e-9
    pairs = zip(narrow.parameters(), before, strict=True)
    assert all(torch.equal(now, then) for now, then in pairs)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_wide_networks_tend_to_the_infinite_kernels(depth):
    kind = dict(weight_variance=1.6, bias_variance=0.3)
    exact = ntk_kernels(X, Z, depth=depth, **kind)
    off = []
    for width in (30, 1000):
        nets = [ntk_net((5, *[width] * depth, 1), s, **kind) for s in range(6)]
        found = np.array([empirical_kernels(net, X, Z) for net in nets])
        errors = np.linalg.norm(found - exact, axis=(2, 3))
        off.append((errors / np.linalg.norm(exact, axis=(1, 2))).mean(0))
    assert (off[1] < 0.15).all()
    # A width 33 times as large, an error about 6 times as small.
    assert (off[1] < 0.4 * off[0]).all()


def test_a_small_step_moves_the_outputs_by_the_kernel():
    net = ntk_net((5, 40, 1), 3, bias_variance=0.1)
    x, target = torch.from_numpy(X), torch.zeros(7, 1).double()
    before = net(x).detach()
    _, ntk = empirical_kernels(net, X)
    (((net(x) - target) ** 2).sum() / 2).backward()
    with torch.no_grad():
        for w in net.parameters():
            w -= 1e-6 * w.grad
    moved = (net(x) - before).detach().numpy()
    np.testing.assert_allclose(
        moved / 1e-6, -ntk @ before.numpy(), rtol=1e-3, atol=1e-4
    )


def test_the_network_computes_what_its_layers_say():
    net = ntk_net((5, 8, 2), 4, weight_variance=3.0, bias_variance=0.5)
    (w1, b1), (w2, b2) = [
        (layer.weight.detach().numpy(), layer.bias.detach().numpy())
        for layer in net[::2]
    ]
    hidden = np.maximum(X @ w1.T * (3 / 5) ** 0.5 + b1 * 0.5**0.5, 0)
    wanted = hidden @ w2.T * (3 / 8) ** 0.5 + b2 * 0.5**0.5
    found = net(torch.from_numpy(X)).detach().numpy()
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    big = NTKLinear(400, 400)
    assert abs(big.weight.std().item() - 1) < 0.02 and big.bias_scale == 0


def test_the_same_seed_gives_the_same_network_and_leaves_the_generator_alone():
    torch.manual_seed(5)
    state = torch.random.get_rng_state()
    one, same, other = (ntk_net((5, 6, 1), seed) for seed in (1, 1, 2))
    assert torch.equal(state, torch.random.get_rng_state())
    for a, b in zip(one.parameters(), same.parameters(), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(one[0].weight, other[0].weight)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: ntk_net((5,), 0), "sizes must be two or more"),
        (lambda: ntk_net((5, 0, 1), 0), "outputs must be a whole number"),
        (lambda: ntk_net((5, 2), 0, activation="erf"), "activation must be one of"),
        (lambda: ntk_net((5, 2), 0, weight_variance=0), "weight_variance must be"),
        (lambda: ntk_net((5, 2), 0, bias_variance=-1), "bias_variance must be"),
        (lambda: empirical_kernels(nn.Linear(5, 1), X), "net must be an nn.Sequential"),
        (
            lambda: empirical_kernels(nn.Sequential(nn.Linear(5, 2), nn.ReLU()), X),
            "not Linear, ReLU",
        ),
        (
            lambda: empirical_kernels(
                nn.Sequential(nn.Linear(5, 2), nn.GELU(), nn.Linear(2, 1)), X
            ),
            "GELU",
        ),
        (lambda: empirical_kernels(ntk_net((4, 1), 0), X), "x1 must have 4 columns"),
        (
            lambda: empirical_kernels(ntk_net((5, 1), 0), X, Z[:, :3]),
            "x2 must have 5 columns",
        ),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()
