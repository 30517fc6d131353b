"""Pixels spoiled in the ways of Zhang et al. (2017).

Pixels lose their place, or images their content, and a network that still fits cannot
have fitted for a reason that generalises.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lib.checks import real_array, tensor_kind, whole


def shuffle_pixels(x: Tensor, seed: int) -> Tensor:
    """Images `x`, shape `[n, D]`, with their pixels in one random order, all the same.

    Use one seed for the training and for the test set. What is lost is which pixels are
    neighbours, and nothing else. Taught in random-labels.

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
    (Zhang et al. call these images "random pixels".) Taught in random-labels.

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
    below 0 and above 1 occur. Nothing of the images is left. Taught in random-labels.

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
        raise ValueError(
            f"x must be a tensor of real numbers [n, D], not {tensor_kind(x)}"
        )
