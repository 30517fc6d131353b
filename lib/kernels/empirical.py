"""The kernels of a network of finite width, as it is, before or after training."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor, nn
from torch.nn import functional as F

from lib.checks import not_negative, one_of, positive, real_array, same_columns, whole

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}


class NTKLinear(nn.Linear):
    """A layer σ_w W x / √in + σ_b b, whose W and b start as standard Gaussians.

    Its outputs start with the size that they have in `nn.Linear` with weights of
    variance σ_w²/in; but the factors stand outside of what is trained, so that a
    gradient step does not make a wide layer move further than a narrow one (Jacot et
    al. 2018). Taught in infinite-width.

    Attributes
    ----------
    weight_scale, bias_scale
        The factors σ_w/√in and σ_b; `nn.Linear` has 1 and 1.
    """

    def __init__(
        self,
        inputs: int,
        outputs: int,
        weight_variance: float = 2.0,
        bias_variance: float = 0.0,
    ) -> None:
        inputs, outputs = whole("inputs", inputs, 1), whole("outputs", outputs, 1)
        self.weight_scale = (
            positive("weight_variance", weight_variance) / inputs
        ) ** 0.5
        self.bias_scale = not_negative("bias_variance", bias_variance) ** 0.5
        super().__init__(inputs, outputs)

    def reset_parameters(self) -> None:
        """Draw all weights and biases as standard Gaussians."""
        nn.init.normal_(self.weight)
        nn.init.normal_(self.bias)

    def forward(self, x: Tensor) -> Tensor:
        """The outputs `[n, out]` for inputs `[n, in]`."""
        return F.linear(x, self.weight_scale * self.weight, self.bias_scale * self.bias)


def ntk_net(
    sizes: Sequence[int],
    seed: int,
    *,
    weight_variance: float = 2.0,
    bias_variance: float = 0.0,
    activation: str = "relu",
) -> nn.Sequential:
    """A fully connected network of `NTKLinear` layers, in float64.

    With growing width its kernels tend to those of `ntk_kernels` with the same
    variances. Taught in infinite-width.

    Parameters
    ----------
    sizes
        Inputs, hidden units of each layer, outputs: (196, 512, 1).
    seed
        Of the first weights; the global generator of PyTorch is left as it was.
    weight_variance, bias_variance
        σ_w² and σ_b², the same in all layers.
    activation
        "relu" or "tanh".

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or an argument is not allowed.
    """
    if isinstance(sizes, str) or not isinstance(sizes, Sequence) or len(sizes) < 2:
        raise ValueError(f"sizes must be two or more whole numbers, not {sizes!r}")
    seed = whole("seed", seed, 0)
    unit = ACTIVATIONS[one_of("activation", activation, tuple(ACTIVATIONS))]
    layers: list[nn.Module] = []
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for inputs, outputs in itertools.pairwise(sizes):
            layer = NTKLinear(inputs, outputs, weight_variance, bias_variance)
            layers += [layer.double(), unit()]
    return nn.Sequential(*layers[:-1])


def empirical_kernels(
    net: nn.Sequential, x1: ArrayLike, x2: ArrayLike | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """A network's own kernels: of its last layer, and of all layers (its NTK).

    The gradient of an output with respect to the weights of layer l is an outer
    product of D_l, the output's derivative by what comes out of the layer, and
    A_{l-1}, what goes in. So the inner products of the gradients at inputs x and x' are

        Θ = Σ_l (D_l D_lᵀ) ∘ (s_l² A_{l-1} A_{l-1}ᵀ + c_l²),

    with the factors s_l and c_l outside of weights and biases (1 in `nn.Linear`), and
    no Jacobian is needed. The last layer's term is the kernel of the network with all
    other layers frozen; at the start, as the width grows, it tends to the NNGP and the
    sum to the NTK of `ntk_kernels`. Of several outputs, the mean of their kernels is
    returned. Computed in float64. Taught in infinite-width.

    Parameters
    ----------
    net
        `nn.Sequential` of linear layers (`nn.Linear` or `NTKLinear`) with ReLU or tanh
        between them, such as `ntk_net` and `lib.training.mlp` make.
    x1, x2
        Inputs `[n1, in]` and `[n2, in]`; without `x2`, those of `x1` twice.

    Returns
    -------
    The last layer's kernel and the NTK, each `[n1, n2]`.

    Raises
    ------
    ValueError
        For another kind of network, or inputs that do not fit it.
    """
    linears, units = _parts(net)
    first = real_array("x1", x1, 2)
    second = first if x2 is None else real_array("x2", x2, 2)
    for name, x in (("x1", first), ("x2", second)):
        same_columns(name, x, "the first layer", linears[0].in_features)
    outputs = linears[-1].out_features
    inputs1, back1 = _passes(linears, units, first)
    inputs2, back2 = (inputs1, back1)
    if x2 is not None:
        inputs2, back2 = _passes(linears, units, second)
    terms = []
    for layer, a1, a2, d1, d2 in zip(
        linears, inputs1, inputs2, back1, back2, strict=True
    ):
        scale, offset = _factors(layer)
        through = sum(d1[k] @ d2[k].T for k in range(outputs)) / outputs
        terms.append((through * (scale**2 * (a1 @ a2.T) + offset**2)).numpy())
    return terms[-1], sum(terms)


def _parts(net: Any) -> tuple[list[nn.Linear], list[nn.Module]]:
    """The linear layers and the units between them; ValueError for another network."""
    modules = list(net) if isinstance(net, nn.Sequential) else []
    linears, units = modules[::2], modules[1::2]
    good = len(linears) == len(units) + 1
    good &= all(isinstance(layer, nn.Linear) for layer in linears)
    good &= all(isinstance(unit, tuple(ACTIVATIONS.values())) for unit in units)
    if not good:
        kinds = ", ".join(type(module).__name__ for module in modules)
        raise ValueError(
            "net must be an nn.Sequential of linear layers with ReLU or Tanh between "
            f"them, not {kinds or type(net).__name__}"
        )
    return linears, units


def _factors(layer: nn.Linear) -> tuple[float, float]:
    """What stands before the weights, and before the biases (0 if there are none)."""
    offset = getattr(layer, "bias_scale", 1.0)
    return getattr(layer, "weight_scale", 1.0), 0.0 if layer.bias is None else offset


@torch.no_grad()
def _passes(
    linears: list[nn.Linear], units: list[nn.Module], x: np.ndarray
) -> tuple[list[Tensor], list[Tensor]]:
    """What goes into each layer [n, in]; each output's derivatives [K, n, out]."""
    inputs, slopes, matrices = [torch.from_numpy(x)], [], []
    for layer, unit in zip(linears, [*units, None], strict=True):
        scale, offset = _factors(layer)
        matrices.append(scale * layer.weight.double())
        if unit is not None:
            bias = 0 if layer.bias is None else offset * layer.bias.double()
            out = unit(inputs[-1] @ matrices[-1].T + bias)
            inputs.append(out)
            relu = isinstance(unit, nn.ReLU)
            slopes.append((out > 0).double() if relu else 1 - out**2)
    outputs = len(matrices[-1])
    back = [torch.eye(outputs).double()[:, None].expand(-1, len(x), -1)]
    for matrix, slope in zip(matrices[:0:-1], slopes[::-1], strict=True):
        back.append((back[-1] @ matrix) * slope)
    return inputs, back[::-1]
