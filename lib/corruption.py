"""Spoil a training set in the ways of Zhang et al. (2017).

Used by random-labels. Labels lose their link with the images, or pixels their place,
and a network that still fits cannot have fitted for a reason that generalises.
`lib.data.permute_labels` makes every label random.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lib.checks import real_array, whole


def corrupt_labels(y: Tensor, fraction: float, seed: int) -> Tensor:
    """Labels `y`, shape `[n]`, with a share of them in random order.

    Exactly round(fraction · n) labels, chosen at random, are permuted among themselves,
    so that class counts stay. With k balanced classes about one in k of the chosen
    labels is right all the same, as where it is drawn afresh (Zhang et al. 2017,
    section 2). The same seed chooses a smaller share from within a larger one.

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
        raise ValueError(f"y must be a tensor of shape [n], not {_kind(y)}")
    share = float(real_array("fraction", fraction, 0))
    if not 0 <= share <= 1:
        raise ValueError(f"fraction must be in [0, 1], not {share:g}")
    choose, order = np.random.default_rng(whole("seed", seed, 0)).spawn(2)
    chosen = choose.permutation(len(y))[: round(share * len(y))]
    spoiled = y.clone()
    spoiled[chosen] = y[order.permutation(chosen)]
    return spoiled


def shuffle_pixels(x: Tensor, seed: int) -> Tensor:
    """Images `x`, shape `[n, D]`, with their pixels in one random order, all the same.

    Use one seed for the training and for the test set. What is lost is which pixels are
    neighbours, and nothing else.

    Raises
    ------
    ValueError
        If `x` is not a tensor of two dimensions, or `seed` not a whole number >= 0.
    """
    _check_images(x)
    order = np.random.default_rng(whole("seed", seed, 0)).permutation(x.shape[1])
    return x[:, torch.from_numpy(order)]


def shuffle_each_image(x: Tensor, seed: int) -> Tensor:
    """Images `x`, shape `[n, D]`, each with its pixels in a random order of its own.

    How many pixels of an image have which grey survives, and where they are does not.
    (Zhang et al. call these images "random pixels".)

    Raises
    ------
    ValueError
        If `x` is not a tensor of two dimensions, or `seed` not a whole number >= 0.
    """
    _check_images(x)
    rng = np.random.default_rng(whole("seed", seed, 0))
    order = np.argsort(rng.random(x.shape), axis=1)
    return torch.gather(x, 1, torch.from_numpy(order))


def gaussian_pixels(x: Tensor, seed: int) -> Tensor:
    """Independent Gaussian pixels in place of images `x`, shape `[n, D]`.

    Their mean and variance are those of all pixels of `x` together, so that values
    below 0 and above 1 occur. Nothing of the images is left.

    Raises
    ------
    ValueError
        If `x` is not a tensor of two dimensions, or `seed` not a whole number >= 0.
    """
    _check_images(x)
    rng = np.random.default_rng(whole("seed", seed, 0))
    noise = torch.from_numpy(rng.standard_normal(x.shape)).to(x.dtype)
    return x.mean() + x.std(correction=0) * noise


def _check_images(x: Tensor) -> None:
    real_array("x", x, 2)
    if not isinstance(x, Tensor) or not x.is_floating_point():
        raise ValueError(f"x must be a tensor of real numbers [n, D], not {_kind(x)}")


def _kind(value: object) -> str:
    if isinstance(value, Tensor):
        return f"one of shape {list(value.shape)} and type {value.dtype}"
    return repr(value)
