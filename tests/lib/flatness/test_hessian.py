"""`lib.flatness.hessian`: against autograd's whole Hessian and closed forms."""

import numpy as np
import pytest
from small_networks import Quadratic, energy, loss, network, whole_hessian

from lib.flatness.hessian import hessian_operator, hessian_trace, top_eigenvalues


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
