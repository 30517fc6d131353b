"""How sharp is a minimum? Hessian eigenvalues, trace, Keskar's measure, Dinh's answer.

For the chapter flat-minima. Every measure takes a network and a `loss`, a function of
the network that returns a scalar tensor, such as
``lambda model: cross_entropy(model(x), y)``; curvature is that of this loss, so nats
per example squared weight if the loss is a mean cross-entropy.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from scipy.sparse.linalg import LinearOperator, eigsh
from torch import Tensor, nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from lib.checks import positive, real_array, whole

Loss = Callable[[nn.Module], Tensor]


class Trace(NamedTuple):
    """An estimate of the Hessian's trace, and its standard error over probes."""

    estimate: float
    error: float


def hessian_operator(model: nn.Module, loss: Loss) -> LinearOperator:
    """The Hessian of the loss in all P parameters, as a map v → Hv.

    The gradient is built once; each product differentiates its inner product with v
    (Pearlmutter 1994), at the cost of one more backward pass. Change the parameters,
    and a new operator is needed.

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
    value = _value(model, loss)
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

    Lanczos, by `scipy.sparse.linalg.eigsh`, on Hessian-vector products.

    Parameters
    ----------
    k : fewer than P. tol : relative accuracy. seed : of the first vector.

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


def keskar_sharpness(
    model: nn.Module, loss: Loss, *, radius: float = 1e-3, steps: int = 10
) -> float:
    """How far, in per cent, the loss can rise near the weights (Keskar et al. 2017).

    The largest 100 (L(w+z) - L(w)) / (1 + L(w)) found in the box
    |z_i| ≤ radius·(|w_i| + 1), a lower bound. Each of the `steps` goes to the corner
    to which the slope points, which cannot lower a loss that is convex in the box (the
    paper's ten steps of L-BFGS-B get less far).

    Raises
    ------
    ValueError
        As `hessian_operator`, and if `radius` is not above 0 or `steps` below 1.
    """
    radius, steps = positive("radius", radius), whole("steps", steps, 1)
    probe = copy.deepcopy(model)
    parameters = list(probe.parameters())
    if not parameters:
        raise ValueError("model must have parameters, but has none")
    here = parameters_to_vector(parameters).detach()
    start = _value(probe, loss).item()
    best = start
    reach = radius * (here.abs() + 1)
    # at a minimum the slope is nothing, so begin a little off it
    step = -0.1 * reach
    for _ in range(steps):
        vector_to_parameters(here + step, parameters)
        slopes = torch.autograd.grad(loss(probe), parameters, materialize_grads=True)
        slope = torch.cat([g.reshape(-1) for g in slopes])
        step = torch.where(slope > 0, reach, -reach)
        vector_to_parameters(here + step, parameters)
        best = max(best, loss(probe).item())
    return 100 * (best - start) / (1 + start)


def alpha_transform(
    model: nn.Sequential, alpha: float, layer: int = 0
) -> nn.Sequential:
    """The same function at other weights (Dinh et al. 2017, definition 5).

    A copy in which the weights and biases of one linear layer are multiplied by α, and
    the weights of the next divided by it: a ReLU between them lets α > 0 pass.

    Parameters
    ----------
    layer : which linear layer is multiplied, counted from 0; not the last.

    Raises
    ------
    ValueError
        If α is not a finite number above 0, or `layer` is not followed by a ReLU and a
        linear layer.
    """
    alpha = positive("alpha", alpha)
    moved = copy.deepcopy(model)
    first, second = _pair(moved, layer)
    with torch.no_grad():
        for parameter in first.parameters():
            parameter.mul_(alpha)
        second.weight.div_(alpha)
    return moved


def alpha_scales(model: nn.Sequential, alpha: float, layer: int = 0) -> np.ndarray:
    """The diagonal D [P] of `alpha_transform`: it takes the weights w to Dw.

    The Hessian there is D⁻¹HD⁻¹, with H that of the given model. Raises as
    `alpha_transform`.
    """
    alpha = positive("alpha", alpha)
    first, second = _pair(model, layer)
    owned = {id(parameter) for parameter in first.parameters()}
    scales = []
    for parameter in model.parameters():
        scale = 1 / alpha if parameter is second.weight else 1.0
        scale = alpha if id(parameter) in owned else scale
        scales.append(np.full(parameter.numel(), scale))
    return np.concatenate(scales)


def between(start: nn.Module, end: nn.Module, t: float) -> nn.Module:
    """A network with the weights (1-t)·start + t·end (Goodfellow et al. 2015).

    Raises
    ------
    ValueError
        If the two have parameters of different shapes, or t is not a finite number.
    """
    t = float(real_array("t", t, 0))
    shapes = [[p.shape for p in model.parameters()] for model in (start, end)]
    if shapes[0] != shapes[1]:
        raise ValueError("end must have parameters of the same shapes as start")
    mixed = copy.deepcopy(start)
    with torch.no_grad():
        for parameter, other in zip(mixed.parameters(), end.parameters(), strict=True):
            parameter.lerp_(other, t)
    return mixed


def _pair(model: nn.Sequential, layer: int) -> tuple[nn.Linear, nn.Linear]:
    if not isinstance(model, nn.Sequential):
        raise ValueError(f"model must be an nn.Sequential, not {type(model).__name__}")
    places = [i for i, part in enumerate(model) if isinstance(part, nn.Linear)]
    layer = whole("layer", layer, 0, max(len(places) - 2, 0))
    pair = places[layer : layer + 2]
    if len(pair) < 2 or [type(p) for p in model[pair[0] + 1 : pair[1]]] != [nn.ReLU]:
        raise ValueError(f"layer {layer} must be followed by a ReLU and a linear layer")
    return model[pair[0]], model[pair[1]]


def _value(model: nn.Module, loss: Loss) -> Tensor:
    if not callable(loss):
        raise ValueError(f"loss must be a function of the model, not {loss!r}")
    value = loss(model)
    if not isinstance(value, Tensor) or value.ndim != 0 or not value.isfinite():
        raise ValueError("loss must return a scalar tensor that is finite")
    return value
