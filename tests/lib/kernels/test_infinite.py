"""`lib.kernels.infinite`: against neural-tangents, sampling and known limits."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.kernels.infinite import ntk_kernels

VALUES = json.loads(
    Path(__file__).with_name("neural_tangents_values.json").read_text("utf8")
)
X1, X2 = np.array(VALUES["x1"]), np.array(VALUES["x2"])


@pytest.mark.parametrize("case", VALUES["cases"], ids=lambda case: case["depth"])
def test_the_kernels_are_those_of_neural_tangents(case):
    nngp, ntk = ntk_kernels(
        X1,
        X2,
        depth=case["depth"],
        weight_variance=case["weight_variance"],
        bias_variance=case["bias_variance"],
    )
    np.testing.assert_allclose(nngp, case["nngp"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ntk, case["ntk"], rtol=1e-7, atol=1e-12)


def random_networks(x, depth, weight_variance, bias_variance, width, rng):
    """Outputs and their gradients' inner products, for one wide network, by Jacobian.

    Every weight matrix is standard Gaussian, with its factor outside of it.
    """
    sizes = [x.shape[1], *[width] * depth, 1]
    inputs, steps, matrices = [x], [], []
    for fan, units in itertools.pairwise(sizes):
        matrices.append(
            rng.standard_normal((units, fan)) * (weight_variance / fan) ** 0.5
        )
        b = rng.standard_normal(units) * bias_variance**0.5
        inputs.append(inputs[-1] @ matrices[-1].T + b)
        if len(inputs) <= depth + 1:
            steps.append(inputs[-1] > 0)
            inputs[-1] = np.maximum(inputs[-1], 0)
    output, back, gradients = inputs.pop()[:, 0], np.ones((len(x), 1)), 0
    for layer in reversed(range(depth + 1)):
        factor = (weight_variance / sizes[layer]) ** 0.5
        outer = factor * back[:, :, None] * inputs[layer][:, None]
        rows = np.hstack([outer.reshape(len(x), -1), bias_variance**0.5 * back])
        gradients = gradients + rows @ rows.T
        if layer:
            back = (back @ matrices[layer]) * steps[layer - 1]
    return output, gradients


@pytest.mark.parametrize(("depth", "width"), [(1, 200), (2, 200)])
def test_the_kernels_are_the_averages_over_wide_random_networks(depth, width):
    rng = np.random.default_rng(1)
    x, kind = X1[:3], (depth, 1.7, 0.2)
    draws = [random_networks(x, *kind, width, rng) for _ in range(1500)]
    outputs = np.array([output for output, _ in draws])
    products = outputs[:, :, None] * outputs[:, None]
    gradients = np.array([gradient for _, gradient in draws])
    exact = ntk_kernels(x, x, depth=depth, weight_variance=1.7, bias_variance=0.2)
    for sample, kernel in zip((products, gradients), exact, strict=True):
        error = sample.std(0) / len(sample) ** 0.5
        # The mean over networks differs from the limit by 1/width, and by chance.
        assert (
            abs(sample.mean(0) - kernel) < 4.5 * error + 2 * kernel.max() / width
        ).all()
    spread = gradients.std(0) / exact[1].max()
    assert spread.max() < 5 / width**0.5


def test_one_layer_without_bias_is_the_arc_cosine_kernel():
    angles = np.linspace(0, np.pi, 7)
    x = np.c_[np.cos(angles), np.sin(angles)]
    nngp, ntk = ntk_kernels(x[:1], x, depth=1, weight_variance=2.0, bias_variance=0.0)
    j1 = np.sin(angles) + (np.pi - angles) * np.cos(angles)
    np.testing.assert_allclose(nngp[0], j1 / np.pi, atol=1e-12)
    extra = np.cos(angles) * (np.pi - angles) / np.pi
    np.testing.assert_allclose(ntk[0], (j1 / np.pi + extra), atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 6), st.floats(0.3, 4), st.floats(0, 2), st.integers(0, 999))
def test_symmetric_positive_and_the_ntk_is_the_larger(depth, slope, offset, seed):
    x = np.random.default_rng(seed).standard_normal((12, 4))
    kind = dict(depth=depth, weight_variance=slope, bias_variance=offset)
    nngp, ntk = ntk_kernels(x, x, **kind)
    for kernel in (nngp, ntk, ntk - nngp):
        np.testing.assert_allclose(kernel, kernel.T, atol=1e-9 * kernel.max())
        assert np.linalg.eigvalsh(kernel).min() > -1e-6 * kernel.max()
    swapped = ntk_kernels(x[:5], x[5:], **kind)[1]
    np.testing.assert_allclose(swapped, ntk[:5, 5:], rtol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 5), st.floats(0.1, 9), st.integers(0, 999))
def test_without_bias_the_kernels_scale_and_turn_with_the_inputs(depth, factor, seed):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((6, 4))
    turn = np.linalg.qr(rng.standard_normal((4, 4)))[0]
    kind = dict(depth=depth, weight_variance=2.0, bias_variance=0.0)
    still = ntk_kernels(x, x, **kind)
    turned = ntk_kernels(x @ turn, factor * x @ turn, **kind)
    for plain, moved in zip(still, turned, strict=True):
        np.testing.assert_allclose(moved, factor * plain, rtol=1e-6, atol=1e-6)


def test_with_weight_variance_2_the_diagonal_keeps_its_size_and_the_ntk_adds_a_layer():
    for depth in (1, 2, 5):
        nngp, ntk = ntk_kernels(
            X1, X1, depth=depth, weight_variance=2.0, bias_variance=0.0
        )
        size = 2 * (X1**2).mean(1)
        np.testing.assert_allclose(np.diag(nngp), size, rtol=1e-6)
        np.testing.assert_allclose(np.diag(ntk), (depth + 1) * size, rtol=1e-6)


def test_an_image_without_ink_has_no_kernel_without_bias():
    x = np.vstack([np.zeros(5), X1[0]])
    for bias, alive in ((0.0, False), (0.1, True)):
        kernels = ntk_kernels(x, x, depth=2, weight_variance=2.0, bias_variance=bias)
        for kernel in kernels:
            assert np.isfinite(kernel).all() and (kernel[0] > 0).all() == alive


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (dict(x2=X2[:, :4]), "x2 must have 5 columns"),
        (dict(x1=X1[0]), "x1 must be"),
        (dict(depth=0), "depth must be a whole number at least 1"),
        (dict(weight_variance=0.0), "weight_variance must be"),
        (dict(bias_variance=-0.1), "bias_variance must be"),
    ],
)
def test_refusals(change, named):
    call = dict(x1=X1, x2=X2, depth=1, weight_variance=2.0, bias_variance=0.0) | change
    with pytest.raises(ValueError, match=named):
        ntk_kernels(call.pop("x1"), call.pop("x2"), **call)
