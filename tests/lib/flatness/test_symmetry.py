"""`lib.flatness.symmetry`: the same function, another Hessian."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from small_networks import X, network, whole_hessian
from torch.nn.utils import parameters_to_vector

from lib.flatness.symmetry import alpha_scales, alpha_transform, between


@settings(max_examples=20, deadline=None)
@given(log_alpha=st.floats(-4, 4), layer=st.integers(0, 1), seed=st.integers(0, 1000))
def test_alpha_transform_changes_the_hessian_and_nothing_else(log_alpha, layer, seed):
    alpha, model = float(np.exp(log_alpha)), network(seed)
    moved = alpha_transform(model, alpha, layer)
    torch.testing.assert_close(moved(X), model(X), rtol=1e-12, atol=1e-12)
    scales = alpha_scales(model, alpha, layer)
    weights, there = (
        parameters_to_vector(m.parameters()).detach().numpy() for m in (model, moved)
    )
    np.testing.assert_allclose(there, scales * weights, rtol=1e-14)
    expected = whole_hessian(model) / scales / scales[:, None]
    size = np.abs(expected).max()
    np.testing.assert_allclose(whole_hessian(moved), expected, atol=1e-10 * size)


def test_alpha_transforms_compose():
    model = network()
    back = alpha_transform(alpha_transform(model, 8.0), 1 / 8)
    torch.testing.assert_close(
        *(parameters_to_vector(m.parameters()) for m in (back, model))
    )
    scales = alpha_scales(model, 2.0)
    assert sorted(set(scales)) == [0.5, 1.0, 2.0]
    assert (scales == 2).sum() == 20 and (scales == 0.5).sum() == 20


def test_between_ends_at_both_networks_and_copies():
    start, end = network(1), network(2)
    for t, model in ((0, start), (1, end)):
        torch.testing.assert_close(between(start, end, t)(X), model(X))
    middle = parameters_to_vector(between(start, end, 0.5).parameters())
    ends = [parameters_to_vector(m.parameters()) for m in (start, end)]
    torch.testing.assert_close(middle, (ends[0] + ends[1]) / 2)
    assert torch.equal(
        parameters_to_vector(start.parameters()),
        parameters_to_vector(network(1).parameters()),
    )
