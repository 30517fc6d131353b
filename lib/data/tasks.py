"""Two tasks that chapters share: one digit or another, and 32 directions of all ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch

from lib.checks import whole
from lib.data.digits import Split, mnist
from lib.data.labels import permute_labels, signs


class TwoDigits(NamedTuple):
    """Images of two digits with a constant, and which of the two each is.

    `x` and `x_test` are float64 `[n, 785]`, pixels in [0, 1] and a last column of ones;
    `y` and `y_test` are float64 `[n]`, +1 for the first digit and -1 for the second.
    """

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def two_digits(
    digits: Sequence[int], seed: int, shuffled: bool = False, n: int = 200
) -> TwoDigits:
    """The task of telling one digit from another, with true labels or random ones.

    It is tested on all images of the two that it is not trained on. Taught in evidence.

    Parameters
    ----------
    digits
        Two, the first of which has the label +1.
    seed
        Of the images, as in `mnist`, and of the order of shuffled labels.
    shuffled
        Whether labels are permuted, those of the test set among themselves.
    n
        How many images to train on.

    Raises
    ------
    ValueError
        As `mnist`, and unless there are two digits.
    """
    if len(tuple(digits)) != 2:
        raise ValueError(f"digits must be two, not {digits!r}")
    split = mnist(n, digits=digits, seed=seed)
    x, x_test = (
        np.c_[images.double(), np.ones(len(images))]
        for images in (split.x_train, split.x_test)
    )
    y, y_test = (
        signs(permute_labels(y, seed) if shuffled else y, digits[0]).numpy()
        for y in (split.y_train, split.y_test)
    )
    return TwoDigits(x, y, x_test, y_test)


def projected_mnist(n_pool: int, n_test: int, seed: int, directions: int = 32) -> Split:
    """MNIST on the leading right singular vectors of its training images.

    The pixels are not centred first. Small enough that thousands of networks can be
    trained on it. Taught in noise-scale.

    Parameters
    ----------
    n_pool, n_test, seed
        Images to train on and to test on, as in `mnist`.
    directions
        How many numbers are left of an image's 784 pixels.

    Returns
    -------
    Split, its images float32 `[n, directions]`.

    Raises
    ------
    ValueError
        As `mnist`, and for more directions than there are images or pixels.
    """
    directions = whole("directions", directions, 1, 784)
    if directions > whole("n_pool", n_pool, 1):
        raise ValueError(
            f"directions must be at most n_pool={n_pool}, not {directions}"
        )
    split = mnist(n_pool, n_test, seed=seed)
    basis = torch.linalg.svd(split.x_train, full_matrices=False)[2][:directions].T
    return Split(
        split.x_train @ basis, split.y_train, split.x_test @ basis, split.y_test
    )
