"""Hessian eigenvalues and trace, from products of the Hessian with vectors.

Every measure takes a network and a `loss`, a function of the network that returns a
scalar tensor, such as ``lambda model: cross_entropy(model(x), y)``; curvature is that
of this loss, so nats per example squared weight if the loss is a mean cross-entropy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse.linalg import LinearOperator, eigsh
from torch import Tensor, nn

from lib.checks import positive, whole

Loss = Callable[[nn.Module], Tensor]


class Trace(NamedTuple):
    """An estimate of the Hessian's trace, and its standard error over probes."""

    estimate: float
    error: float


def hessian_operator(model: nn.Module, loss: Loss) -> LinearOperator:
    """The Hessian of the loss in all P parameters, as a map v → Hv.

    The gradient is built once; each product differentiates its inner product with v
    (Pearlmutter 1994), at the cost of one more backward pass. Change the parameters,
    and a new operator is needed. Taught in flat-minima.

    Returns
    -------
    operator [P, P], float64 outside, in the precision of the parameters inside; its
    order of parameters is that of ``model.parameters()``.

    Raises
    ------
    ValueError
        If the model has no parameters, or the loss is not a finite scalar that depends
        on them.
    """
    parameters = list(model.parameters())
    if not parameters:
        raise ValueError("model must have parameters, but has none")
    value = value_of(model, loss)
    if not value.requires_grad:
        raise ValueError("loss must depend on the parameters of model")
    slopes = torch.autograd.grad(
        value, parameters, create_graph=True, materialize_grads=True
    )
    slope = torch.cat([g.reshape(-1) for g in slopes])

    def product(v: np.ndarray) -> np.ndarray:
        v = torch.as_tensor(np.ravel(v), dtype=slope.dtype)
        if not slope.requires_grad:  # a loss that is linear in the parameters
            return np.zeros(len(slope))
        rows = torch.autograd.grad(
            slope, parameters, v, retain_graph=True, materialize_grads=True
        )
        return torch.cat([row.reshape(-1) for row in rows]).double().numpy()

    shape = (len(slope), len(slope))
    return LinearOperator(shape, matvec=product, rmatvec=product, dtype=np.float64)


def top_eigenvalues(
    model: nn.Module, loss: Loss, k: int = 1, *, tol: float = 1e-2, seed: int = 0
) -> np.ndarray:
    """The k algebraically largest eigenvalues of the Hessian, largest first.

    Lanczos, by `scipy.sparse.linalg.eigsh`, on Hessian-vector products. Taught in
    flat-minima.

    Parameters
    ----------
    k
        Fewer than P.
    tol
        Relative accuracy.
    seed
        Of the first vector.

    Raises
    ------
    ValueError
        As `hessian_operator`, and if an argument is not allowed.
    """
    operator = hessian_operator(model, loss)
    k = whole("k", k, 1, operator.shape[0] - 1)
    tol = positive("tol", tol)
    rng = np.random.default_rng(whole("seed", seed, 0))
    first = rng.standard_normal(operator.shape[0])
    options = {"which": "LA", "tol": tol, "v0": first, "return_eigenvectors": False}
    return np.sort(eigsh(operator, k, **options))[::-1]


def hessian_trace(
    model: nn.Module, loss: Loss, probes: int = 20, *, seed: int = 0
) -> Trace:
    """Hutchinson's estimate: the mean of vᵀHv over `probes` random sign vectors v.

    Taught in flat-minima.

    Raises
    ------
    ValueError
        As `hessian_operator`, and for fewer than 2 probes or a negative seed.
    """
    probes = whole("probes", probes, 2)
    rng = np.random.default_rng(whole("seed", seed, 0))
    operator = hessian_operator(model, loss)
    signs = rng.choice([-1.0, 1.0], (probes, operator.shape[0]))
    values = [v @ operator.matvec(v) for v in signs]
    return Trace(float(np.mean(values)), float(np.std(values, ddof=1) / probes**0.5))


def value_of(model: nn.Module, loss: Loss) -> Tensor:
    """The loss of the model; ValueError unless it is a finite scalar."""
    if not callable(loss):
        raise ValueError(f"loss must be a function of the model, not {loss!r}")
    value = loss(model)
    if not isinstance(value, Tensor) or value.ndim != 0 or not value.isfinite():
        raise ValueError("loss must return a scalar tensor that is finite")
    return value
