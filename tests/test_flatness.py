"""`lib.flatness`: against autograd's whole Hessian, closed forms, and its refusals."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import parameters_to_vector

from lib.flatness import (
    alpha_scales,
    alpha_transform,
    between,
    hessian_operator,
    hessian_trace,
    keskar_sharpness,
    top_eigenvalues,
)
from lib.training import mlp

X = torch.randn(40, 3, generator=torch.Generator().manual_seed(0)).double()
Y = (X[:, 0] * X[:, 1] > 0).long()


def loss(model):
    return F.cross_entropy(model(X), Y)


def network(seed=0, sizes=(3, 5, 4, 2)):
    return mlp(sizes, seed).double()


def whole_hessian(model):
    """By autograd's forward-over-reverse on a functional copy, not by products."""
    names = [name for name, _ in model.named_parameters()]
    parts = [p.detach() for p in model.parameters()]
    sizes = [p.numel() for p in parts]

    def of(vector):
        pieces = vector.split(sizes)
        state = {n: v.view_as(p) for n, v, p in zip(names, pieces, parts, strict=True)}
        return F.cross_entropy(torch.func.functional_call(model, state, X), Y)

    return torch.func.hessian(of)(parameters_to_vector(parts)).numpy()


class Quadratic(nn.Module):
    """½ wᵀAw + bᵀw: everything is known."""

    def __init__(self, matrix, at):
        super().__init__()
        self.matrix = torch.as_tensor(matrix)
        self.w = nn.Parameter(torch.as_tensor(at, dtype=torch.float64))

    def forward(self):
        return 0.5 * self.w @ self.matrix @ self.w


def energy(model):
    return model()


def test_products_are_those_of_the_whole_hessian():
    model = network()
    hessian = whole_hessian(model)
    operator = hessian_operator(model, loss)
    got = operator.matmat(np.eye(len(hessian)))
    np.testing.assert_allclose(got, hessian, atol=1e-12)
    np.testing.assert_allclose(operator.rmatvec(np.ones(len(hessian))), hessian.sum(0))


def test_operator_leaves_no_gradient_behind():
    model = network()
    hessian_operator(model, loss).matvec(np.ones(54))
    assert all(p.grad is None for p in model.parameters())


def test_top_eigenvalues_are_the_algebraically_largest():
    values = np.linalg.eigvalsh(whole_hessian(network(3)))[::-1]
    got = top_eigenvalues(network(3), loss, k=4, tol=1e-8)
    np.testing.assert_allclose(got, values[:4], rtol=1e-6)
    indefinite = Quadratic(np.diag([-9.0, 1.0, 2.0, 0.0]), np.zeros(4))
    assert top_eigenvalues(indefinite, energy, tol=1e-9)[0] == pytest.approx(2)


def test_trace_is_exact_for_a_diagonal_and_unbiased_otherwise():
    diagonal = np.array([3.0, 1.0, -0.5])
    trace = hessian_trace(Quadratic(np.diag(diagonal), np.ones(3)), energy, probes=2)
    assert trace.estimate == pytest.approx(diagonal.sum(), abs=1e-12)
    assert trace.error == pytest.approx(0, abs=1e-12)
    matrix = np.random.default_rng(0).standard_normal((6, 6))
    matrix = matrix @ matrix.T
    trace = hessian_trace(Quadratic(matrix, np.ones(6)), energy, probes=4000)
    assert abs(trace.estimate - np.trace(matrix)) < 4 * trace.error
    # the variance of vᵀHv is twice the squares off the diagonal
    off = matrix - np.diag(np.diag(matrix))
    assert trace.error == pytest.approx(np.sqrt(2 * (off**2).sum() / 4000), rel=0.1)


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
