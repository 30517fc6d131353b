"""`lib.measures.norms`: by hand, path by path, and what rescaling leaves alone."""

import copy
import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import (
    Layers,
    distance,
    frobenius_norms,
    l2_norm,
    margins,
    measure,
    path_norm,
    rescale_units,
    spectral_complexity,
    spectral_distance,
    spectral_norms,
)
from lib.measures.norms import parameter_count
from lib.training import mlp

SHAPES = [(5, 3), (4, 6, 3), (4, 5, 6, 3)]


def stack(sizes, seed=0, count=3):
    """Gaussian weights and biases of `count` nets."""
    rng = np.random.default_rng(seed)
    pairs = list(itertools.pairwise(sizes))
    return Layers(
        [rng.standard_normal((count, a, b)) / a**0.5 for a, b in pairs],
        [rng.standard_normal((count, b)) / 3 for _, b in pairs],
    )


def of_modules(nets):
    """`lib.training.mlp`s as layers."""
    linears = [[part for part in net if hasattr(part, "weight")] for net in nets]
    layers = list(zip(*linears, strict=True))
    return Layers(
        [torch.stack([part.weight.T for part in layer]) for layer in layers],
        [torch.stack([part.bias for part in layer]) for layer in layers],
    )


def test_measures_of_a_linear_net_by_hand():
    net = mlp((3, 3), seed=0)
    start = copy.deepcopy(net)
    with torch.no_grad():
        net[0].weight.copy_(torch.diag(torch.tensor([3.0, -5.0, 2.0])))
        net[0].bias.copy_(torch.tensor([0.0, 0.0, 1.0]))
        start[0].weight.zero_()
        start[0].bias.copy_(torch.tensor([0.0, 2.0, 1.0]))
    x = torch.tensor([[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]])
    found = measure(net, start, x, torch.tensor([0, 2]))
    assert found.spectral_product == pytest.approx(5)
    assert found.norm == pytest.approx(np.sqrt(9 + 25 + 4 + 1))
    assert found.distance == pytest.approx(np.sqrt(9 + 25 + 4 + 4))
    assert found.margin == pytest.approx(3 - 1)  # outputs (3, 0, 1) and (0, 0, 5)
    assert found.normalised_margin == pytest.approx(2 / 5)
    wrong = measure(net, start, x, torch.tensor([1, 2]))
    assert wrong.margin == pytest.approx(0 - 3)


def test_normalised_margin_takes_no_notice_of_scale():
    """Without biases, a factor on any layer cancels in margin over Π‖W‖."""
    net = mlp((6, 8, 8, 3), seed=1)
    x, y = torch.randn(20, 6), torch.randint(3, (20,))
    with torch.no_grad():
        for parameter in net.parameters():
            if parameter.ndim == 1:
                parameter.zero_()
    before = measure(net, net, x, y)
    scaled = copy.deepcopy(net)
    with torch.no_grad():
        scaled[0].weight.mul_(7)
        scaled[4].weight.mul_(0.3)
    after = measure(scaled, net, x, y)
    assert after.normalised_margin == pytest.approx(before.normalised_margin, rel=1e-4)
    assert after.spectral_product == pytest.approx(2.1 * before.spectral_product)
    assert before.distance == 0
    product = np.prod([np.linalg.svd(p.detach().numpy())[1][0]
                       for p in net.parameters() if p.ndim == 2])  # fmt: skip
    assert before.spectral_product == pytest.approx(product, rel=1e-5)
    with pytest.raises(ValueError, match="start"):
        measure(net, mlp((6, 8, 3), 0), x, y)


@pytest.mark.parametrize("sizes", SHAPES)
def test_a_stack_says_of_each_net_what_measure_says_of_one(sizes):
    ends, starts = ([mlp(sizes, seed) for seed in some] for some in ([1, 2], [3, 4]))
    x, y = torch.randn(20, sizes[0]), torch.randint(sizes[-1], (20,))
    nets, start = of_modules(ends), of_modules(starts)
    with torch.no_grad():
        said = np.stack([net(x).numpy() for net in ends])
    np.testing.assert_allclose(nets.outputs(x), said, atol=1e-6)
    found = np.stack(
        [
            spectral_norms(nets).prod(1),
            l2_norm(nets),
            distance(nets, start),
            margins(nets, x, y).min(1),
        ]
    )
    one = [measure(*both, x, y)[:4] for both in zip(ends, starts, strict=True)]
    np.testing.assert_allclose(found.T, one, rtol=1e-4, atol=1e-6)
    assert parameter_count(nets) == sum(p.numel() for p in ends[0].parameters())


@pytest.mark.parametrize("sizes", SHAPES)
def test_path_norm_is_a_sum_over_paths(sizes):
    nets = stack(sizes)
    for r, found in enumerate(path_norm(nets)):
        total = 0.0
        for first in range(len(sizes)):
            # From an input, where `first` is 0, or from a bias of that layer.
            for path in itertools.product(*map(range, sizes[first:])):
                term = 1.0 if first == 0 else nets.biases[first - 1][r, path[0]] ** 2
                for layer, (a, b) in enumerate(itertools.pairwise(path), first):
                    term *= nets.weights[layer][r, a, b] ** 2
                total += term
        assert found == pytest.approx(total)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(SHAPES))
def test_norms_keep_their_order(seed, sizes):
    nets = stack(sizes, seed)
    bare = Layers(nets.weights, [np.zeros_like(b) for b in nets.biases])
    frobenius, spectral = frobenius_norms(nets), spectral_norms(nets)
    assert (spectral <= frobenius * (1 + 1e-12)).all()
    ranks = np.array([min(w.shape[1:]) for w in nets.weights])
    assert (frobenius <= spectral * np.sqrt(ranks) * (1 + 1e-12)).all()
    assert (path_norm(bare) <= (frobenius**2).prod(1) * (1 + 1e-12)).all()
    depth = len(nets.weights)
    mean = (frobenius**2).mean(1) ** depth
    assert ((frobenius**2).prod(1) <= mean * (1 + 1e-12)).all()
    np.testing.assert_allclose(l2_norm(bare) ** 2, (frobenius**2).sum(1))
    x, z = np.random.default_rng(seed).standard_normal((2, 1, sizes[0]))
    moved = np.linalg.norm(nets.outputs(x) - nets.outputs(z), axis=2)[:, 0]
    assert (moved <= spectral.prod(1) * np.linalg.norm(x - z) * (1 + 1e-9)).all()


def test_l2_norm_is_the_distance_from_zero_and_distance_a_metric():
    a, b, c = (stack((4, 6, 3), seed) for seed in range(3))
    zero = Layers(*([0 * part for part in parts] for parts in a))
    np.testing.assert_allclose(l2_norm(a), distance(a, zero))
    np.testing.assert_allclose(distance(a, b), distance(b, a))
    assert (distance(a, a) == 0).all()
    assert (distance(a, c) <= distance(a, b) + distance(b, c)).all()


X, Y = np.random.default_rng(5).standard_normal((30, 4)), np.arange(30) % 3
START = stack((4, 5, 6, 3), 77)
# What a factor for a layer leaves alone, and what factors for its units do.
KINDS = {
    "parameters": (parameter_count, True, True),
    "margins": (lambda nets: margins(nets, X, Y), True, True),
    "path norm": (path_norm, True, True),
    "spectral product": (lambda nets: spectral_norms(nets).prod(1), True, False),
    "Frobenius product": (lambda nets: frobenius_norms(nets).prod(1), True, False),
    "Bartlett, from 0": (spectral_complexity, True, False),
    "Neyshabur, from 0": (spectral_distance, True, False),
    "Bartlett": (lambda nets: spectral_complexity(nets, START), False, False),
    "Neyshabur": (lambda nets: spectral_distance(nets, START), False, False),
    "Frobenius sum": (lambda nets: (frobenius_norms(nets) ** 2).sum(1), False, False),
    "length": (l2_norm, False, False),
    "distance": (lambda nets: distance(nets, START), False, False),
}


@pytest.mark.parametrize("layer", [0, 1])
@pytest.mark.parametrize("kind", KINDS)
def test_what_rescaling_leaves_alone(kind, layer):
    nets = stack((4, 5, 6, 3), 3)
    width = nets.biases[layer].shape
    by_unit = np.exp(np.random.default_rng(8).standard_normal(width))
    found, *left_alone = KINDS[kind]
    for factors, same in zip((10.0, by_unit), left_alone, strict=True):
        moved = rescale_units(nets, layer, factors)
        np.testing.assert_allclose(moved.outputs(X), nets.outputs(X))
        ratio = found(moved) / found(nets)
        assert np.allclose(ratio, 1) == same
        if not same:
            assert (np.abs(ratio - 1) > 1e-3).all()


def test_rescaling_and_back():
    nets = stack((4, 6, 3))
    factors = np.random.default_rng(1).uniform(0.1, 9, (3, 6))
    back = rescale_units(rescale_units(nets, 0, factors), 0, 1 / factors)
    assert distance(back, nets).max() < 1e-14
    one = rescale_units(nets, 0, 7.0)
    np.testing.assert_allclose(spectral_norms(one), spectral_norms(nets) * [7, 1 / 7])
    np.testing.assert_allclose(one.biases[0], 7 * nets.biases[0])
    assert (one.biases[1] == nets.biases[1]).all()


def broken(part, value):
    nets = stack((4, 6, 3))
    changed = [list(parts) for parts in nets]
    changed[part][0] = value
    return Layers(*changed)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: l2_norm(3), "nets must be Layers, weights and biases, not int"),
        (lambda: l2_norm(([], [])), "nets must have weights"),
        (lambda: l2_norm(broken(0, np.ones((3, 4)))), r"nets.weights must .* 3 dim"),
        (lambda: l2_norm(broken(0, np.ones((3, 4, 5)))), "the one before"),
        (lambda: l2_norm(broken(0, np.ones((2, 4, 6)))), "the one before"),
        (lambda: l2_norm(broken(1, np.ones((3, 5)))), "the one before"),
        (lambda: l2_norm(broken(1, np.full((3, 6), np.nan))), "finite"),
        (lambda: distance(stack((4, 3)), stack((4, 2))), "start must be a stack"),
        (lambda: distance(stack((4, 3)), None), "start must be Layers"),
        (lambda: stack((4, 3)).outputs(np.ones((2, 5))), "x must have 4 columns"),
        (lambda: rescale_units(stack((4, 3)), 0, 2.0), "hidden layer"),
        (lambda: rescale_units(stack((4, 6, 3)), 1, 2.0), "layer must be .* 0 to 0"),
        (lambda: rescale_units(stack((4, 6, 3)), 0, 0.0), "factors must be above 0"),
        (lambda: rescale_units(stack((4, 6, 3)), 0, np.ones(3)), r"shape \(6,\) or"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
