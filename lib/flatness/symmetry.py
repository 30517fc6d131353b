"""The same function at other weights, which is as good and not as flat."""

from __future__ import annotations

import copy

import numpy as np
import torch
from torch import nn

from lib.checks import positive, real_array, whole


def alpha_transform(
    model: nn.Sequential, alpha: float, layer: int = 0
) -> nn.Sequential:
    """The same function at other weights (Dinh et al. 2017, definition 5).

    A copy in which the weights and biases of one linear layer are multiplied by α, and
    the weights of the next divided by it: a ReLU between them lets α > 0 pass. Taught
    in flat-minima.

    Parameters
    ----------
    layer
        Which linear layer is multiplied, counted from 0; not the last.

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
    `alpha_transform`. Taught in flat-minima.
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

    Taught in flat-minima.

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
