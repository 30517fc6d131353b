"""`lib.memorization`: against theorems, scikit-learn, lstsq and brute force."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF
from sklearn.neighbors import KNeighborsClassifier

from lib.data import mnist, permute_labels
from lib.memorization import (
    gaussian_kernel,
    hidden_units,
    interpolate,
    memorizing_net,
    minimum_norm,
    nearest_neighbour,
    squared_distances,
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


def test_minimum_norm_is_the_interpolant_of_the_linear_kernel():
    x, t = RNG.standard_normal((20, 50)), RNG.standard_normal(20)
    w, f = minimum_norm(x, t), interpolate(x @ x.T, t)
    np.testing.assert_allclose(x.T @ f.coefficients, w, atol=1e-11)
    assert f.norm == pytest.approx(np.linalg.norm(w))


def test_kernel_interpolation_is_scikit_learn_s_noise_free_process():
    x, new, t = (RNG.standard_normal(s) for s in ((40, 6), (30, 6), (40, 2)))
    f = interpolate(gaussian_kernel(x, x, 1.7), t)
    process = GaussianProcessRegressor(RBF(1.7), alpha=0, optimizer=None).fit(x, t)
    mean = gaussian_kernel(new, x, 1.7) @ f.coefficients
    np.testing.assert_allclose(mean, process.predict(new), atol=1e-9)
    np.testing.assert_allclose(
        gaussian_kernel(x, x, 1.7) @ f.coefficients, t, atol=1e-9
    )


def test_no_other_interpolant_is_shorter():
    """Add a kernel function at a new point, corrected so that it still interpolates."""
    x, t = RNG.standard_normal((15, 3)), RNG.standard_normal(15)
    f = interpolate(gaussian_kernel(x, x, 1.0), t)
    points = np.vstack([x, RNG.standard_normal((1, 3))])
    gram = gaussian_kernel(points, points, 1.0)
    for height in (-1.0, 0.3):
        longer = interpolate(gram, np.r_[t, gram[15, :15] @ f.coefficients + height])
        assert longer.norm > f.norm


def test_the_norm_grows_with_every_point_and_scales_with_the_targets():
    x, t = RNG.standard_normal((30, 4)), RNG.standard_normal((30, 2))
    gram = gaussian_kernel(x, x, 1.0)
    norms = [interpolate(gram[:n, :n], t[:n]).norm for n in (10, 20, 30)]
    assert norms == sorted(norms)
    assert interpolate(gram, -3 * t).norm == pytest.approx(3 * norms[-1])
    assert interpolate(np.eye(30), t).norm == pytest.approx(np.linalg.norm(t))


def test_gaussian_kernel_is_the_exponential_of_the_distance():
    x, z = RNG.standard_normal((5, 3)), RNG.standard_normal((4, 3))
    brute = [[np.exp(-np.sum((a - b) ** 2) / (2 * 0.8**2)) for b in z] for a in x]
    np.testing.assert_allclose(gaussian_kernel(x, z, 0.8), brute, rtol=1e-12)
    wider = gaussian_kernel(3 * x, 3 * z, 2.4)
    np.testing.assert_allclose(wider, brute, rtol=1e-12)


def test_nearest_neighbour_is_scikit_learn_s():
    split = mnist(300, 400, seed=2)
    for y in (split.y_train, permute_labels(split.y_train, 2)):
        other = KNeighborsClassifier(1).fit(split.x_train, y).predict(split.x_test)
        ours = nearest_neighbour(split.x_train, y, split.x_test)
        assert (ours == other).mean() > 0.995  # ties, by rounding
        own = nearest_neighbour(split.x_train, y, split.x_train)
        np.testing.assert_array_equal(own, y)


def test_a_narrow_kernel_is_the_nearest_neighbour():
    split = mnist(300, 400, seed=2)
    gram = gaussian_kernel(split.x_train, split.x_train, 0.3)
    f = interpolate(gram, np.eye(10)[split.y_train])
    # Scaled to the nearest of each image, or every value underflows.
    far = squared_distances(split.x_test, split.x_train)
    weight = np.exp(-(far - far.min(1, keepdims=True)) / (2 * 0.3**2))
    near = nearest_neighbour(split.x_train, split.y_train, split.x_test)
    assert ((weight @ f.coefficients).argmax(1) == near).mean() > 0.97


def test_squared_distances_are_not_negative():
    x = 1e4 + RNG.standard_normal((10, 3)) * 1e-6
    assert (squared_distances(x, x) >= 0).all()


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
        (lambda: minimum_norm(SIX.T, T6), "t must have 2 rows"),
        (lambda: gaussian_kernel(SIX, SIX[:, :1], 1.0), "z must have 2 columns"),
        (lambda: gaussian_kernel(SIX, SIX, 0.0), "width must be"),
        (lambda: interpolate(np.ones((6, 6)), T6), "positive definite"),
        (lambda: interpolate(np.triu(np.ones((6, 6))), T6), "gram must be symmetric"),
        (lambda: interpolate(np.ones((6, 5)), T6), "gram must be symmetric"),
        (lambda: interpolate(np.eye(6), T6[:4]), "t must have 6 rows"),
        (lambda: nearest_neighbour(SIX, T6[:4], SIX), "y must have one label"),
        (lambda: nearest_neighbour(SIX, T6, SIX[:, :1]), "z must have"),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()
