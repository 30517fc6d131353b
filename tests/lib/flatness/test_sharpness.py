"""`lib.flatness.sharpness`: against closed forms of a quadratic."""

import numpy as np
import pytest
import torch
from small_networks import Quadratic, X, energy, loss, network
from torch import nn
from torch.nn.utils import parameters_to_vector

from lib.flatness.hessian import hessian_operator, hessian_trace, top_eigenvalues
from lib.flatness.sharpness import keskar_sharpness
from lib.flatness.symmetry import alpha_scales, alpha_transform, between


def test_sharpness_of_a_quadratic_is_at_a_corner_of_the_box():
    matrix = np.diag([4.0, 1.0])
    got = keskar_sharpness(Quadratic(matrix, np.zeros(2)), energy, radius=0.1)
    assert got == pytest.approx(100 * 0.5 * (4 + 1) * 0.01, rel=1e-6)
    # away from the origin the box grows with |w|, and f(w) counts below the line
    got = keskar_sharpness(Quadratic(matrix, [1.0, 0.0]), energy, radius=0.1)
    top = 0.5 * (4 * 1.2**2 + 0.1**2)
    assert got == pytest.approx(100 * (top - 2) / (1 + 2), rel=1e-6)


def test_sharpness_grows_with_the_radius_and_leaves_the_model_alone():
    model = network()
    before = parameters_to_vector(model.parameters()).clone()
    values = [keskar_sharpness(model, loss, radius=r) for r in (1e-4, 1e-3, 1e-2)]
    assert 0 < values[0] < values[1] < values[2]
    assert torch.equal(before, parameters_to_vector(model.parameters()))


def test_refusals():
    model = network()
    with pytest.raises(ValueError, match="must have parameters"):
        hessian_operator(nn.ReLU(), loss)
    with pytest.raises(ValueError, match="must have parameters"):
        keskar_sharpness(nn.ReLU(), lambda m: torch.tensor(1.0))
    with pytest.raises(ValueError, match="scalar"):
        hessian_operator(model, lambda m: m(X))
    with pytest.raises(ValueError, match="finite"):
        hessian_operator(model, lambda m: m(X).sum() * float("nan"))
    with pytest.raises(ValueError, match="function of the model"):
        hessian_operator(model, 3)
    with pytest.raises(ValueError, match="depend on the parameters"):
        hessian_operator(model, lambda m: torch.tensor(1.0))
    with pytest.raises(ValueError, match="k must be"):
        top_eigenvalues(model, loss, k=54)
    with pytest.raises(ValueError, match="tol"):
        top_eigenvalues(model, loss, tol=0)
    with pytest.raises(ValueError, match="probes"):
        hessian_trace(model, loss, probes=1)
    with pytest.raises(ValueError, match="radius"):
        keskar_sharpness(model, loss, radius=0)
    with pytest.raises(ValueError, match="steps"):
        keskar_sharpness(model, loss, steps=0)
    for alpha in (0, -1, float("inf")):
        with pytest.raises(ValueError, match="alpha"):
            alpha_transform(model, alpha)
    with pytest.raises(ValueError, match="layer"):
        alpha_transform(model, 2, layer=2)
    with pytest.raises(ValueError, match="ReLU"):
        tanh = nn.Sequential(nn.Linear(3, 3), nn.Tanh(), nn.Linear(3, 2))
        alpha_transform(tanh, 2)
    with pytest.raises(ValueError, match="ReLU"):
        alpha_scales(nn.Sequential(nn.Linear(3, 3)), 2)
    with pytest.raises(ValueError, match=r"nn\.Sequential"):
        alpha_transform(nn.Linear(3, 3), 2)
    with pytest.raises(ValueError, match="same shapes"):
        between(model, network(sizes=(3, 4, 4, 2)), 0.5)
    with pytest.raises(ValueError, match="t must be"):
        between(model, model, float("nan"))
