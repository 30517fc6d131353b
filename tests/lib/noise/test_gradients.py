"""The covariance of per-example gradients, from their inner products."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.func import functional_call, grad, vmap

from lib.noise.gradients import (
    effective_dimension,
    gradient_covariance_spectrum,
    gradient_gram,
    gradient_projections,
    minibatch_kurtosis,
)

SHAPES = [(5, 4), (5, 6, 3), (3, 7, 6, 2), (2, 3, 3, 3, 4)]


def net_of(sizes, seed=0, bias=True, dtype=torch.float64):
    torch.manual_seed(seed)
    layers = []
    for i, o in pairwise(sizes):
        layers += [nn.Linear(i, o, bias=bias, dtype=dtype), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def problem(sizes, n, seed=0):
    rng = np.random.default_rng(seed)
    x = torch.tensor(rng.normal(size=(n, sizes[0])))
    return x, torch.tensor(rng.integers(0, sizes[-1], n))


def per_example_gradients(net, x, y):
    """[N, P], by automatic differentiation of each example's cost."""

    def cost(parameters, one, label):
        logits = functional_call(net, parameters, (one[None],))
        return nn.functional.cross_entropy(logits, label[None])

    parameters = {name: p.detach() for name, p in net.named_parameters()}
    parts = vmap(grad(cost), (None, 0, 0))(parameters, x, y)
    return torch.cat([part.flatten(1) for part in parts.values()], 1).numpy()


def spectrum_of(gradients, n):
    """The N largest eigenvalues, descending, of the P x P covariance with 1/N."""
    covariance = np.cov(gradients.T, bias=True)
    values = np.linalg.eigvalsh(np.atleast_2d(covariance))[::-1]
    return np.concatenate([values, np.zeros(n)])[:n]


# --- Against automatic differentiation ------------------------------------------------


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("bias", [True, False])
def test_the_gram_matrix_is_that_of_automatic_differentiation(sizes, bias):
    net, (x, y) = net_of(sizes, bias=bias), problem(sizes, 20)
    g = per_example_gradients(net, x, y)
    np.testing.assert_allclose(
        gradient_gram(net, x, y), g @ g.T, rtol=1e-10, atol=1e-13
    )


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("n", [2, 9, 60])
def test_the_spectrum_is_that_of_the_covariance_over_n(sizes, n):
    net, (x, y) = net_of(sizes), problem(sizes, n)
    expected = spectrum_of(per_example_gradients(net, x, y), n)
    found = gradient_covariance_spectrum(net, x, y)
    assert found.shape == (n,)
    assert (np.diff(found) <= 0).all()
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-10 * expected[0])


@pytest.mark.parametrize("sizes", SHAPES)
def test_projections_are_those_of_the_gradients_on_the_eigenvectors(sizes):
    net, (x, y) = net_of(sizes), problem(sizes, 30)
    g = per_example_gradients(net, x, y)
    centred = g - g.mean(0)
    vectors = np.linalg.eigh(centred.T @ centred / 30)[1][:, ::-1][:, :4]
    expected = centred @ vectors
    found = gradient_projections(net, x, y, 4)
    signs = np.sign((found * expected).sum(0))
    np.testing.assert_allclose(found, signs * expected, atol=1e-8)


def test_the_mean_of_a_batch_has_a_share_of_the_trace():
    """All batches of two: the covariance of their mean gradient, either sampling."""
    net, (x, y) = net_of((3, 4, 3)), problem((3, 4, 3), 6)
    g = per_example_gradients(net, x, y)
    trace = gradient_covariance_spectrum(net, x, y).sum()
    pairs = {
        "replace": [(i, j) for i in range(6) for j in range(6)],
        "without": [(i, j) for i in range(6) for j in range(6) if i != j],
    }
    for sampling, factor in (("replace", 1.0), ("without", (6 - 2) / (6 - 1))):
        means = np.array([g[list(pair)].mean(0) for pair in pairs[sampling]])
        spread = ((means - g.mean(0)) ** 2).sum(1).mean()
        assert spread == pytest.approx(factor * trace / 2, rel=1e-12)


# --- Identities -----------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(SHAPES), st.integers(2, 30), st.integers(0, 10**6))
def test_trace_rank_and_mean(sizes, n, seed):
    net, (x, y) = net_of(sizes, seed), problem(sizes, n, seed)
    gram = gradient_gram(net, x, y)
    spectrum = gradient_covariance_spectrum(net, x, y)
    assert (gram == gram.T).all()
    assert spectrum.sum() == pytest.approx(np.trace(gram) / n - gram.mean(), rel=1e-9)
    assert spectrum[-1] <= 1e-12 * np.trace(gram)
    assert spectrum.min() >= 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_examples_changes_only_the_order_of_rows(seed):
    sizes = (4, 6, 3)
    net, (x, y) = net_of(sizes, seed), problem(sizes, 15, seed)
    order = torch.randperm(15)
    gram = gradient_gram(net, x, y)
    close = {"rtol": 1e-9, "atol": 1e-12}
    np.testing.assert_allclose(
        gradient_gram(net, x[order], y[order]), gram[order][:, order], **close
    )
    np.testing.assert_allclose(
        gradient_covariance_spectrum(net, x[order], y[order]),
        gradient_covariance_spectrum(net, x, y),
        **close,
    )
    np.testing.assert_allclose(
        gradient_projections(net, x[order], y[order], 2),
        gradient_projections(net, x, y, 2)[order],
        atol=1e-7,
    )


def test_twice_the_same_data_has_the_same_covariance():
    net, (x, y) = net_of((4, 6, 3)), problem((4, 6, 3), 15)
    one = gradient_covariance_spectrum(net, x, y)
    two = gradient_covariance_spectrum(net, x.repeat(2, 1), y.repeat(2))
    np.testing.assert_allclose(two[:15], one, atol=1e-12)
    assert two[15:].max() < 1e-12


def test_one_example_has_no_covariance():
    net, (x, y) = net_of((4, 6, 3)), problem((4, 6, 3), 1)
    assert gradient_covariance_spectrum(net, x, y) == 0


def test_a_dead_unit_and_the_order_of_units_change_nothing():
    net, (x, y) = net_of((4, 6, 3)), problem((4, 6, 3), 12)
    (w1, b1), (w2, b2) = (
        (layer.weight.detach(), layer.bias.detach()) for layer in (net[0], net[2])
    )
    order = torch.randperm(6)
    w1 = torch.cat([w1[order], torch.zeros(1, 4)])
    b1 = torch.cat([b1[order], -torch.ones(1)])
    w2 = torch.cat([w2[:, order], torch.ones(3, 1)], 1)
    dead = [(w1, b1), (w2, b2)]
    np.testing.assert_allclose(
        gradient_gram(dead, x, y), gradient_gram(net, x, y), rtol=1e-12, atol=1e-14
    )


def test_projections_are_uncorrelated_and_as_large_as_their_eigenvalues():
    net, (x, y) = net_of((5, 8, 4)), problem((5, 8, 4), 40)
    q = gradient_projections(net, x, y, 10)
    spectrum = gradient_covariance_spectrum(net, x, y)
    np.testing.assert_allclose(q.mean(0), 0, atol=1e-12)
    np.testing.assert_allclose(q.T @ q / 40, np.diag(spectrum[:10]), atol=1e-12)
    assert (np.abs(q).max(0) == q.max(0)).all()


def test_float64_is_kept_where_the_examples_are_fitted_to_many_digits():
    """Two classes, one weight: the gradient is a known function of the margin."""
    margin = torch.tensor([1.0, 20.0, 35.0])
    net = [(torch.tensor([[0.5], [-0.5]]), None)]
    gram = gradient_gram(net, margin[:, None], torch.zeros(3, dtype=int))
    p = 1 / (1 + np.exp(margin.double().numpy()))
    expected = 2 * (margin.double().numpy() * p) ** 2
    np.testing.assert_allclose(np.diag(gram), expected, rtol=1e-12)


def test_precision_is_float64_whatever_the_weights_are():
    net, (x, y) = net_of((5, 8, 4)), problem((5, 8, 4), 40)
    single = [(layer.weight.float(), layer.bias.float()) for layer in net[::2]]
    same = [(w.double().detach().numpy(), b.tolist()) for w, b in single]
    one, other = (gradient_gram(weights, x, y) for weights in (single, same))
    assert one.dtype == np.float64
    assert (one == other).all()
    assert (gradient_gram(net.float(), x, y) == one).all()


# --- Dimensions and kurtosis ----------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(1e-3, 1), min_size=1, max_size=30),
    st.floats(0.01, 1),
    st.floats(1e-6, 1e6),
)
def test_the_effective_dimension_is_the_least_that_suffices(values, share, scale):
    ordered = np.sort(values)[::-1]
    k = effective_dimension(scale * np.array(values), share)
    assert 1 <= k <= len(values)
    assert ordered[:k].sum() >= share * ordered.sum() * (1 - 1e-9)
    assert ordered[: k - 1].sum() <= share * ordered.sum() * (1 + 1e-9)


def test_the_effective_dimension_of_known_spectra():
    assert effective_dimension(np.ones(200), 0.99) == 198
    assert effective_dimension([1, 0, 0, 0], 1) == 1
    assert effective_dimension(2.0 ** -np.arange(50), 0.99) == 7


def test_the_kurtosis_of_a_batch_is_that_of_its_mean():
    """All 5³ batches of three with replacement."""
    q = np.random.default_rng(0).exponential(size=(5, 2))
    means = np.array([q[list(i)].mean(0) for i in np.ndindex(5, 5, 5)])
    np.testing.assert_allclose(
        minibatch_kurtosis(q, 3), minibatch_kurtosis(means), rtol=1e-12
    )
    coin = np.array([[1.0], [-1.0]])
    assert minibatch_kurtosis(coin, 4) == pytest.approx(-2 / 4)


def test_the_kurtosis_has_no_units():
    q = np.random.default_rng(0).normal(size=(30, 3)) ** 3
    np.testing.assert_allclose(
        minibatch_kurtosis([1e-150, -1e150, 1] * q), minibatch_kurtosis(q), rtol=1e-9
    )


# --- Refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"weights": nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))},
            "Tanh",
        ),
        ({"weights": nn.Sequential(nn.Linear(3, 2), nn.ReLU())}, "weights must be"),
        ({"weights": nn.Sequential()}, "not of nothing"),
        ({"weights": nn.Linear(3, 2)}, "weights must be .* not Linear"),
        ({"weights": []}, "weights must be"),
        ({"weights": [np.ones((2, 3))]}, r"weights\[0\] must be a pair"),
        ({"weights": [(np.ones((2, 3)), np.ones(3))]}, r"b of weights\[0\] .* 2 rows"),
        (
            {"weights": [(np.ones((4, 3)), None), (np.ones((2, 5)), None)]},
            r"W of weights\[1\] must have 4 columns, .* not 5",
        ),
        ({"weights": [(np.full((2, 3), np.nan), None)]}, "must be finite"),
        ({"x": np.ones((4, 2))}, "x must have 3 columns, .* not 2"),
        ({"x": np.ones(3)}, "x must be .* 2 dimension"),
        ({"y": [0, 1, 0]}, "y must have one label for each of 4 rows of x, not 3"),
        ({"y": [0, 1, 2, 0]}, "y must hold whole numbers from 0 to 1, .* not 2"),
        ({"y": [0, 1, -1, 0]}, "y must hold whole numbers from 0 to 1, .* not -1"),
        ({"y": [0, 0.5, 1, 0]}, "y must hold whole numbers from 0 to 1, .* not 0.5"),
    ],
)
def test_bad_nets_and_data_are_refused(change, message):
    good = {
        "weights": [(np.ones((2, 3)), None)],
        "x": np.ones((4, 3)),
        "y": [0, 1, 0, 1],
    }
    for function in (gradient_gram, gradient_covariance_spectrum):
        with pytest.raises(ValueError, match=message):
            function(**good | change)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gradient_projections(*tiny(), 0), "k must be .* from 1 to 3, not 0"),
        (lambda: gradient_projections(*tiny(), 4), "k must be .* from 1 to 3, not 4"),
        (lambda: effective_dimension([1, -1]), "spectrum must hold no negative"),
        (lambda: effective_dimension([0.0, 0.0]), "not only zeros"),
        (lambda: effective_dimension([1.0], 0), "share must be"),
        (
            lambda: effective_dimension([1.0], 1.1),
            "share must be in \\(0, 1\\], not 1.1",
        ),
        (lambda: minibatch_kurtosis(np.ones((3, 1)) / 3), "column 0 is constant"),
        (lambda: minibatch_kurtosis(np.ones(3)), "projections must be"),
        (lambda: minibatch_kurtosis(np.eye(3), 0), "batch_size must be"),
    ],
)
def test_bad_spectra_and_projections_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def tiny():
    return net_of((3, 2)), *problem((3, 2), 4)
