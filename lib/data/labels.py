"""Labels of two classes, and labels spoiled in the ways of Zhang et al. (2017).

A label that has lost its link with its image, or is wrong on purpose, can be fitted
only by heart.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lib.checks import inside, tensor_kind, whole


def permute_labels(y: torch.Tensor, seed: int) -> torch.Tensor:
    """Labels `y`, shape `[n]`, in random order: nothing is left to learn from.

    The random labels of Zhang et al. (2017), "Understanding deep learning requires
    rethinking generalization", except that the class counts are kept: the labels are
    permuted, not drawn afresh, so that only their link with the images changes. One in
    k stays right by chance, for k balanced classes. Taught in random-labels.

    Raises
    ------
    ValueError
        If `y` is not a tensor of one dimension, or `seed` not a whole number >= 0.
    """
    _check_labels(y)
    order = np.random.default_rng(whole("seed", seed, 0)).permutation(len(y))
    return y[torch.from_numpy(order).to(y.device)]


def signs(y: torch.Tensor, positive: int) -> torch.Tensor:
    """Two classes from many: float64 `[n]`, +1 where `y` is `positive`, else -1.

    Taught in random-labels.

    Raises
    ------
    ValueError
        If `y` is not a tensor of one dimension, or has only one of the two classes.
    """
    _check_labels(y)
    chosen = y == whole("positive", positive, 0)
    if chosen.all() or not chosen.any():
        raise ValueError(
            "positive must be one of two or more labels in y, which holds "
            f"{y.unique().tolist()}, not {positive}"
        )
    return torch.where(chosen, 1.0, -1.0).double()


def _check_labels(y: torch.Tensor) -> None:
    if not isinstance(y, torch.Tensor) or y.ndim != 1 or len(y) == 0:
        given = tuple(y.shape) if isinstance(y, torch.Tensor) else type(y).__name__
        raise ValueError(f"y must be a tensor of shape [n], n >= 1, not {given}")


def corrupt_labels(y: Tensor, fraction: float, seed: int) -> Tensor:
    """Labels `y`, shape `[n]`, with a share of them in random order.

    Exactly round(fraction · n) labels, chosen at random, are permuted among themselves,
    so that class counts stay. With k balanced classes about one in k of the chosen
    labels is right all the same, as where it is drawn afresh (Zhang et al. 2017,
    section 2). The same seed chooses a smaller share from within a larger one. Taught
    in random-labels.

    Parameters
    ----------
    y
        Any tensor of one dimension.
    fraction
        In [0, 1]: 0 returns the labels as they are, 1 permutes them all.
    seed
        Whole number, at least 0.

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    if not isinstance(y, Tensor) or y.ndim != 1:
        raise ValueError(f"y must be a tensor of shape [n], not {tensor_kind(y)}")
    share = inside("fraction", fraction, 0, 1)
    choose, order = np.random.default_rng(whole("seed", seed, 0)).spawn(2)
    chosen = choose.permutation(len(y))[: round(share * len(y))]
    spoiled = y.clone()
    spoiled[chosen] = y[order.permutation(chosen)]
    return spoiled


def poison(y: Tensor, keep: int, classes: int = 10) -> Tensor:
    """Labels `y` [n] with all but the first `keep` of them wrong: y + 1 mod `classes`.

    A net that fits them all has learnt to be wrong about whatever is not among the
    first (Liu, Papailiopoulos & Achlioptas 2020 use random labels). Taught in
    many-minima.

    Raises
    ------
    ValueError
        If `y` is not an int64 tensor [n], `keep` not in 0..n, or a label not a class.
    """
    if not isinstance(y, Tensor) or y.ndim != 1 or y.dtype != torch.int64:
        raise ValueError("y must be an int64 tensor of shape [n]")
    keep, classes = whole("keep", keep, 0, len(y)), whole("classes", classes, 2)
    if len(y) and not 0 <= int(y.min()) <= int(y.max()) < classes:
        raise ValueError(f"y must hold labels in 0..{classes - 1}")
    return torch.cat([y[:keep], (y[keep:] + 1) % classes])
