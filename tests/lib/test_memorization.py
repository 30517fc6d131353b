"""`lib.memorization`: against theorems, lstsq and brute force."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

from lib.data.digits import mnist
from lib.data.labels import permute_labels
from lib.memorization import (
    hidden_units,
    memorizing_net,
    minimum_norm,
    nearest_neighbour,
    null_vector,
)

RNG = np.random.default_rng(0)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 60),
    st.integers(1, 30),
    st.integers(0, 999),
    st.sampled_from([1, 0.7]),
)
def test_the_net_is_right_everywhere_with_2n_plus_d_weights(n, d, seed, reach):
    rng = np.random.default_rng(seed)
    x, t = rng.standard_normal((n, d)), rng.standard_normal(n)
    net = memorizing_net(x, t, seed, reach=reach)
    assert net.size == 2 * n + d
    scale = 1 + np.abs(net.weights).max()
    np.testing.assert_allclose(net.outputs(x), t, atol=1e-11 * scale)


def test_the_net_is_a_relu_network_as_pytorch_has_it():
    x, t = RNG.standard_normal((30, 7)), RNG.standard_normal(30)
    net = memorizing_net(x, t, 1)
    first, last = torch.nn.Linear(7, 30), torch.nn.Linear(30, 1, bias=False)
    model = torch.nn.Sequential(first, torch.nn.ReLU(), last).double()
    with torch.no_grad():
        first.weight.copy_(torch.from_numpy(net.direction).expand(30, 7))
        first.bias.copy_(-torch.from_numpy(net.kinks))
        last.weight.copy_(torch.from_numpy(net.weights)[None])
        new = RNG.standard_normal((50, 7))
        outputs = model(torch.from_numpy(new))[:, 0].numpy()
    np.testing.assert_allclose(net.outputs(new), outputs, rtol=1e-9, atol=1e-9)


def test_kinks_interlace_and_at_reach_one_the_net_joins_the_dots():
    x, t = RNG.standard_normal((40, 5)), RNG.standard_normal(40)
    half, full = (memorizing_net(x, t, 2, reach=r) for r in (0.5, 1.0))
    z = np.sort(x @ full.direction)
    assert (half.kinks < z).all() and (half.kinks[1:] > z[:-1]).all()
    np.testing.assert_array_equal(full.kinks[1:], z[:-1])
    order = np.argsort(x @ full.direction)
    new = RNG.uniform(z[0], z[-1], 200)
    straight = np.interp(new, z, t[order])
    np.testing.assert_allclose(
        full.outputs(new[:, None] * full.direction), straight, atol=1e-8
    )


def test_on_a_thousand_images_the_residual_is_small():
    x = mnist(1000, seed=0).x_train
    t = RNG.standard_normal(1000)
    net = memorizing_net(x, t, 0)
    assert np.abs(net.outputs(x) - t).max() < 1e-5
    assert net.direction @ net.direction == pytest.approx(1)
    assert net.size == 2784


def test_hidden_units_are_a_relu_layer_and_lower_triangular():
    z = np.sort(RNG.standard_normal(20))
    a = hidden_units(z, np.r_[z[0] - 1, z[:-1]])
    np.testing.assert_array_equal(a, np.tril(a))
    assert (a.diagonal() > 0).all()
    assert hidden_units([2.0], [0.5, 3]).tolist() == [[1.5, 0]]


def test_minimum_norm_is_the_pseudoinverse_and_the_shortest():
    x, t = RNG.standard_normal((20, 50)), RNG.standard_normal((20, 3))
    w = minimum_norm(x, t)
    np.testing.assert_allclose(w, np.linalg.pinv(x) @ t, atol=1e-12)
    np.testing.assert_allclose(w, x.T @ np.linalg.solve(x @ x.T, t), atol=1e-12)
    null = np.linalg.svd(x)[2][20:]
    other = w + null.T @ RNG.standard_normal((30, 3))
    np.testing.assert_allclose(x @ other, t, atol=1e-10)
    assert (np.linalg.norm(other, axis=0) > np.linalg.norm(w, axis=0)).all()
    assert minimum_norm(x, t[:, 0]).shape == (50,)


def test_nearest_neighbour_is_scikit_learn_s():
    split = mnist(300, 400, seed=2)
    for y in (split.y_train, permute_labels(split.y_train, 2)):
        other = KNeighborsClassifier(1).fit(split.x_train, y).predict(split.x_test)
        ours = nearest_neighbour(split.x_train, y, split.x_test)
        assert (ours == other).mean() > 0.995  # ties, by rounding
        own = nearest_neighbour(split.x_train, y, split.x_train)
        np.testing.assert_array_equal(own, y)


SIX, T6 = np.arange(12.0).reshape(6, 2), np.arange(6.0)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: memorizing_net(SIX, T6[:5], 0), "t must have one target for each"),
        (lambda: memorizing_net(SIX[0], T6, 0), "x must be"),
        (lambda: memorizing_net(np.r_[SIX, SIX[:1]], np.r_[T6, 1], 0), "all different"),
        (lambda: memorizing_net(SIX, T6, -1), "seed must be"),
        (lambda: memorizing_net(SIX, T6, 0, reach=0), "reach must be"),
        (lambda: memorizing_net(SIX, T6, 0, reach=1.1), r"reach must be in \(0, 1\]"),
        (lambda: memorizing_net(SIX, T6 * np.nan, 0), "t must be finite"),
        (lambda: minimum_norm(SIX, T6), "rows have rank 2"),
        (lambda: minimum_norm(SIX.T, T6), "t must have one target for each of 2 rows"),
        (lambda: nearest_neighbour(SIX, T6[:4], SIX), "y must have one label"),
        (lambda: nearest_neighbour(SIX, T6, SIX[:, :1]), "z must have"),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()


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
