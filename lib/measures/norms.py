"""What the weights of trained nets say without a test set.

`measure` looks at one PyTorch module, its margins included; everything else at a stack
of R nets at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import Tensor, nn

from lib.checks import array_where, real_array, same_columns, whole


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


class Layers(NamedTuple):
    """R fully connected nets of one shape, with a ReLU after each layer but the last.

    Attributes
    ----------
    weights
        L of [R, in, out], from the inputs on.
    biases
        L of [R, out].
    """

    weights: Sequence[ArrayLike]
    biases: Sequence[ArrayLike]

    def outputs(self, x: ArrayLike) -> np.ndarray:
        """What each net says of the rows of x [n, in]: [R, n, out], in float64."""
        weights, biases = checked("nets", self)
        values = real_array("x", x, 2)
        same_columns("x", values, "the first layer", weights[0].shape[1])
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            values = np.maximum(values @ weight + bias[:, None], 0)
        return values @ weights[-1] + biases[-1][:, None]


def parameter_count(nets: Layers) -> int:
    """Weights and biases of one net, which all nets of a stack have in common.

    Taught in measures.
    """
    return sum(part[0].size for part in _parts(checked("nets", nets)))


def l2_norm(nets: Layers) -> np.ndarray:
    """√Σw² over all weights and biases, [R]. Taught in measures."""
    return _length(checked("nets", nets))


def distance(nets: Layers, start: Layers) -> np.ndarray:
    """√Σ(w - w_start)² over all weights and biases, [R]. Taught in measures.

    Raises
    ------
    ValueError
        If `start` is not a stack of the same shapes.
    """
    return _length(difference(checked("nets", nets), start))


def frobenius_norms(nets: Layers) -> np.ndarray:
    """‖W_l‖_F = √Σw² of each matrix, [R, L]. Taught in measures.

    Jiang et al. (2020) have the product and the sum of their squares over the layers.
    """
    weights, _ = checked("nets", nets)
    return np.stack([np.linalg.norm(w, axis=(1, 2)) for w in weights], 1)


def spectral_norms(nets: Layers) -> np.ndarray:
    """‖W_l‖₂, the largest singular value of each matrix, [R, L]. Taught in measures.

    Their product over the layers bounds the slope of a net.
    """
    weights, _ = checked("nets", nets)
    return np.stack([np.linalg.norm(w, 2, axis=(1, 2)) for w in weights], 1)


def path_norm(nets: Layers) -> np.ndarray:
    """Σ over paths of Π w², from an input or a bias to an output, [R].

    The sum of the outputs of the net with squared weights and biases at an input of
    ones (Neyshabur et al. 2015, whose norm is its root). Taught in measures.
    """
    weights, biases = checked("nets", nets)
    reached = np.ones(weights[0].shape[:2])
    for weight, bias in zip(weights, biases, strict=True):
        reached = (reached[:, None] @ weight**2)[:, 0] + bias**2
    return reached.sum(1)


def rescale_units(nets: Layers, layer: int, factors: ArrayLike) -> Layers:
    """The same functions at other weights: a ReLU lets each factor c > 0 pass.

    What goes into a hidden unit, its bias included, is multiplied by c, and what goes
    out divided by it (Dinh et al. 2017). Taught in measures.

    Parameters
    ----------
    layer
        Whose units: 0..L-2.
    factors
        One for the whole layer, [h] for each of its units, or [R, h].

    Raises
    ------
    ValueError
        If there is no such hidden layer, a factor is not above 0, or the shapes do not
        match.
    """
    weights, biases = checked("nets", nets)
    if len(weights) < 2:
        raise ValueError("nets must have a hidden layer")
    layer = whole("layer", layer, 0, len(weights) - 2)
    factors = array_where("factors", factors, lambda c: c > 0, "above 0")
    shape = biases[layer].shape
    if factors.shape not in ((), shape[1:], shape):
        raise ValueError(
            f"factors must be one number, or of shape {shape[1:]} or {shape}, not "
            f"{factors.shape}"
        )
    factors = np.broadcast_to(factors, shape)
    weights[layer] = weights[layer] * factors[:, None]
    biases[layer] = biases[layer] * factors
    weights[layer + 1] = weights[layer + 1] / factors[:, :, None]
    return Layers(weights, biases)


def checked(name: str, nets: Any) -> Layers:
    """`nets` in float64, as lists; ValueError unless the layers fit together."""
    try:
        weights, biases = map(list, nets)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be Layers, weights and biases, not {type(nets).__name__}"
        ) from None
    weights = [real_array(f"{name}.weights", weight, 3) for weight in weights]
    biases = [real_array(f"{name}.biases", bias, 2) for bias in biases]
    given = [[part.shape for part in parts] for parts in (weights, biases)]
    widths = [weight.shape[2] for weight in weights]
    good = [(len(weights[0]), width) for width in widths] == given[1] if weights else 0
    if not good or [w.shape[:2] for w in weights[1:]] != given[1][:-1]:
        raise ValueError(
            f"{name} must have weights [R, in, out] and biases [R, out], each layer's "
            f"in the out of the one before, not {given[0]} and {given[1]}"
        )
    return Layers(weights, biases)


def difference(nets: Layers, start: Any) -> Layers:
    """`nets`, checked, less `start`; ValueError if that is no stack of such nets."""
    other = checked("start", start)
    if [p.shape for p in _parts(nets)] != [p.shape for p in _parts(other)]:
        raise ValueError("start must be a stack of the same shapes as nets")
    return Layers(
        *(
            [a - b for a, b in zip(ours, theirs, strict=True)]
            for ours, theirs in zip(nets, other, strict=True)
        )
    )


def _parts(nets: Layers) -> list[np.ndarray]:
    return [*nets.weights, *nets.biases]


def _length(nets: Layers) -> np.ndarray:
    return np.sqrt(
        sum((part.reshape(len(part), -1) ** 2).sum(1) for part in _parts(nets))
    )
