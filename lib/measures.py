"""What the weights of a trained net, and its margins, say without a test set."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn


class Measures(NamedTuple):
    """What the weights of a net, and its margins, say without a test set.

    Attributes
    ----------
    spectral_product
        Π_l ‖W_l‖₂ of the weight matrices, a bound on the net's slope.
    norm
        √Σw², all weights and biases.
    distance
        √Σ(w - w_start)².
    margin
        Least f_y - max_{k≠y} f_k over the training set; negative if one is wrong.
    normalised_margin
        Margin over spectral_product (Bartlett et al. 2017).
    """

    spectral_product: float
    norm: float
    distance: float
    margin: float
    normalised_margin: float


@torch.no_grad()
def measure(model: nn.Module, start: nn.Module, x: Tensor, y: Tensor) -> Measures:
    """`Measures` of a net that classifies x [n, D] with labels y int64 [n].

    `start` is the net before training. Taught in many-minima.

    Raises
    ------
    ValueError
        If the two nets have parameters of different shapes.
    """
    ends, starts = list(model.parameters()), list(start.parameters())
    if [p.shape for p in ends] != [p.shape for p in starts]:
        raise ValueError("start must have parameters of the same shapes as model")
    slopes = [torch.linalg.matrix_norm(p, 2).item() for p in ends if p.ndim == 2]
    moved = sum(((p - q) ** 2).sum().item() for p, q in zip(ends, starts, strict=True))
    outputs = model(x).clone()
    own = outputs.gather(1, y[:, None])[:, 0]
    rival = outputs.scatter(1, y[:, None], -torch.inf).max(1).values
    margin, product = (own - rival).min().item(), float(np.prod(slopes))
    norm = float(np.sqrt(sum((p**2).sum().item() for p in ends)))
    return Measures(product, norm, moved**0.5, margin, margin / product)
