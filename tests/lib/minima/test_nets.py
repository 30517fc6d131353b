"""`lib.minima.nets`: against a loop, and moments."""

import numpy as np
import pytest
import torch

from lib.minima.nets import Nets, random_nets


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


def test_nets_take_keeps_both_arrays():
    nets = Nets(np.arange(12.0).reshape(2, 2, 3), np.arange(4.0).reshape(2, 2))
    one = nets.take(np.array([False, True]))
    assert one.hidden[0, 0, 0] == 6 and one.out[0, 0] == 2
