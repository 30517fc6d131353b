"""`lib.measures`: against closed forms."""

import copy

import numpy as np
import pytest
import torch

from lib.measures import measure
from lib.training import mlp


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
