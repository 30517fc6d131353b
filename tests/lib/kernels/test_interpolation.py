"""`lib.kernels.interpolation`: against scikit-learn, and the least norm."""

import numpy as np
import pytest
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, Matern

from lib.data.digits import mnist
from lib.kernels.interpolation import (
    gaussian_kernel,
    interpolate,
    laplace_kernel,
    squared_distances,
)
from lib.memorization import minimum_norm, nearest_neighbour

RNG = np.random.default_rng(0)


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


def test_laplace_kernel_is_scikit_learn_s_and_positive_definite():
    x, z = RNG.standard_normal((30, 3)), RNG.standard_normal((4, 3))
    matern = Matern(0.8, nu=0.5)
    np.testing.assert_allclose(laplace_kernel(x, z, 0.8), matern(x, z), rtol=1e-9)
    t = RNG.standard_normal(30)
    gram = laplace_kernel(x, x, 0.8)
    fitted = gram @ interpolate(gram, t).coefficients
    np.testing.assert_allclose(fitted, t, atol=1e-9)


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
        (lambda: gaussian_kernel(SIX, SIX[:, :1], 1.0), "z must have 2 columns"),
        (lambda: gaussian_kernel(SIX, SIX, 0.0), "width must be"),
        (lambda: laplace_kernel(SIX, SIX, -1.0), "width must be"),
        (lambda: interpolate(np.ones((6, 6)), T6), "positive definite"),
        (lambda: interpolate(np.triu(np.ones((6, 6))), T6), "gram must be symmetric"),
        (lambda: interpolate(np.ones((6, 5)), T6), "gram must be symmetric"),
        (
            lambda: interpolate(np.eye(6), T6[:4]),
            "t must have one target for each of 6 rows",
        ),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()
