"""How far the loss can rise in a box around the weights (Keskar et al. 2017)."""

from __future__ import annotations

import copy

import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from lib.checks import positive, whole
from lib.flatness.hessian import Loss, value_of


def keskar_sharpness(
    model: nn.Module, loss: Loss, *, radius: float = 1e-3, steps: int = 10
) -> float:
    """How far, in per cent, the loss can rise near the weights (Keskar et al. 2017).

    The largest 100 (L(w+z) - L(w)) / (1 + L(w)) found in the box |z_i| ≤ radius·(|w_i|
    + 1), a lower bound. Each of the `steps` goes to the corner to which the slope
    points, which cannot lower a loss that is convex in the box (the paper's ten steps
    of L-BFGS-B get less far). Taught in flat-minima.

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
    start = value_of(probe, loss).item()
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
