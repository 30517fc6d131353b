"""Margins, and the bounds that divide by them.

The bounds are for nets without biases in the papers: here they take no notice of them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import array_where, one_for_each, real_array, same_columns
from lib.measures.norms import Layers, checked, difference, spectral_norms


def margins(nets: Layers, x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """f_y - max_{k≠y} f_k of each example, [R, n]; negative where the net is wrong.

    The least is `.min(1)`, a quantile `np.quantile(..., 0.1, axis=1)`, which a single
    example does not decide. Taught in measures.

    Parameters
    ----------
    nets
        With K >= 2 outputs.
    x, y
        Inputs [n, in] and labels [n], whole numbers in 0..K-1.

    Raises
    ------
    ValueError
        If a shape is wrong, or a label is not one of the K.
    """
    outputs = checked("nets", nets).outputs(x)
    n, classes = outputs.shape[1:]
    if classes < 2:
        raise ValueError(f"nets must have at least 2 outputs, not {classes}")
    rule = f"whole numbers in 0..{classes - 1}"
    labels = array_where("y", y, lambda v: np.isin(v, np.arange(classes)), rule)
    if labels.ndim != 1:
        raise ValueError(f"y must be a row of labels, not of shape {labels.shape}")
    one_for_each("y", labels, "label", n)
    place = (slice(None), np.arange(n), labels.astype(int))
    own = outputs[place].copy()
    outputs[place] = -np.inf
    return own - outputs.max(2)


def normalised_margins(nets: Layers, x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """`margins` over Π‖W_l‖₂, [R, n].

    An answer does not change while its input moves by less than 1/√2 of it. Bartlett
    et al. (2017) plot the margins over their bound's √(Σ|x_i|²) R_A / n instead, which
    is `bartlett_term` at γ = 1. Raises as `margins`, and for a layer of zeros. Taught
    in measures.
    """
    slopes = spectral_norms(nets).prod(1)
    if (slopes == 0).any():
        raise ValueError("nets must have no layer of zeros")
    return margins(nets, x, y) / slopes[:, None]


def spectral_complexity(nets: Layers, start: Layers | None = None) -> np.ndarray:
    """Π_l ‖W_l‖₂ (Σ_l (‖W_l - M_l‖_{2,1} / ‖W_l‖₂)^⅔)^{3/2}, [R].

    R_A of Bartlett et al. (2017, equation 1.2) for ReLU nets; ‖·‖_{2,1} is the sum,
    over the units of a layer, of the lengths of their incoming weights. Taught in
    measures.

    Parameters
    ----------
    start
        Its matrices are the reference M, which the bound wants chosen before the data
        are seen; zero by default.

    Raises
    ------
    ValueError
        If `start` is not a stack of the same shapes.
    """
    lengths = [np.linalg.norm(m, axis=1).sum(1) for m in _matrices(nets, start)]
    return ((np.stack(lengths, 1) * _others(nets)) ** (2 / 3)).sum(1) ** 1.5


def spectral_distance(nets: Layers, start: Layers | None = None) -> np.ndarray:
    """Π_l ‖W_l‖₂² Σ_l ‖W_l - M_l‖_F² / ‖W_l‖₂², [R].

    Of Neyshabur et al. (2018), whose M is 0, the default; with the start as M it is a
    measure of Jiang et al. (2020). Raises as `spectral_complexity`. Taught in measures.
    """
    squares = [(m**2).sum((1, 2)) for m in _matrices(nets, start)]
    return (np.stack(squares, 1) * _others(nets) ** 2).sum(1)


def bartlett_term(
    nets: Layers, x: ArrayLike, margin: ArrayLike, start: Layers | None = None
) -> np.ndarray:
    """√(Σ|x_i|²) R_A / (γn), [R], by which error may exceed the share of margins < γ.

    Theorem 1.1 of Bartlett et al. (2017), with 1 for its universal constant and
    without the factor ln(widest layer) and the term √(ln(1/δ)/n): what is below 1 here
    is not below 1 there. Taught in certificates.

    Parameters
    ----------
    x
        The n training inputs, [n, in].
    margin
        γ > 0, one for all nets or [R].
    start
        As in `spectral_complexity`.

    Raises
    ------
    ValueError
        If a shape is wrong or a margin is not above 0.
    """
    nets, x, margin = _inputs(nets, x, margin)
    length = np.sqrt((x**2).sum())
    return length * spectral_complexity(nets, start) / (margin * len(x))


def neyshabur_term(
    nets: Layers, x: ArrayLike, margin: ArrayLike, start: Layers | None = None
) -> np.ndarray:
    """√(max|x|² L² h ln(Lh) · `spectral_distance` / (γ²n)), [R].

    The bound of Neyshabur et al. (2018) for L layers of at most h units, with 1 for its
    universal constant and without ln(Ln/δ)/(γ²n) under the root.
    Parameters and errors as in `bartlett_term`. Taught in certificates.
    """
    nets, x, margin = _inputs(nets, x, margin)
    depth, widest = len(nets.weights), max(w.shape[2] for w in nets.weights)
    shape = depth**2 * widest * np.log(depth * widest)
    size = (x**2).sum(1).max() * shape * spectral_distance(nets, start)
    return np.sqrt(size / len(x)) / margin


def _matrices(nets: Layers, start: Layers | None) -> list[np.ndarray]:
    """W_l - M_l."""
    nets = checked("nets", nets)
    return (nets if start is None else difference(nets, start)).weights


def _others(nets: Layers) -> np.ndarray:
    """Π ‖W_k‖₂ over all layers k but one, [R, L]: nothing is divided by, if 0."""
    norms = spectral_norms(nets)
    return np.stack([np.delete(norms, k, 1).prod(1) for k in range(norms.shape[1])], 1)


def _inputs(
    nets: Layers, x: ArrayLike, margin: ArrayLike
) -> tuple[Layers, np.ndarray, np.ndarray]:
    nets, x = checked("nets", nets), real_array("x", x, 2)
    same_columns("x", x, "the first layer", nets.weights[0].shape[1])
    margin = array_where("margin", margin, lambda m: m > 0, "above 0")
    if margin.shape not in ((), (len(nets.weights[0]),)):
        raise ValueError(
            f"margin must be one number, or one for each of {len(nets.weights[0])} "
            f"nets, not of shape {margin.shape}"
        )
    return nets, x, margin
