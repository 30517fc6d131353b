"""Learners without training by gradients, and all targets that they may be asked for.

Averaged over every target, none of them is better than another off the training set
(Wolpert 1996).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import real_array, whole
from lib.memorization import nearest_neighbour

Learner = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def majority(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The commoner training label, +1 if they tie."""
    return np.full(len(new), 1.0 if y.sum() >= 0 else -1.0)


def anti_majority(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The rarer training label, -1 if they tie."""
    return -majority(x, y, new)


def least_squares(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The sign of the least-squares fit with a constant, the shortest if many fit."""
    fit = np.linalg.pinv(np.c_[x, np.ones(len(x))]) @ y
    return np.where(np.c_[new, np.ones(len(new))] @ fit > -1e-12, 1.0, -1.0)


def tree(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
    """A decision tree on inputs in {0, 1}^D, grown until its leaves are pure."""
    parts = [(x[:, k] == 1, new[:, k] == 1) for k in range(x.shape[1])]
    parts = [(old, fresh) for old, fresh in parts if 0 < old.sum() < len(old)]
    if abs(y.sum()) == len(y) or not parts:
        return majority(x, y, new)
    mistakes = [sum(len(s) - abs(s.sum()) for s in (y[o], y[~o])) for o, _ in parts]
    old, fresh = parts[int(np.argmin(mistakes))]
    labels = np.empty(len(new))
    for a, b in ((old, fresh), (~old, ~fresh)):
        labels[b] = tree(x[a], y[a], new[b])
    return labels


LEARNERS: dict[str, Learner] = {
    "1-NN": nearest_neighbour,
    "tree": tree,
    "least squares": least_squares,
    "majority": majority,
    "anti-majority": anti_majority,
}


def off_training_errors(
    learner: Learner, x: ArrayLike, train: Sequence[int]
) -> np.ndarray:
    """Error on the inputs not trained on, for every target function: [2^n].

    Target t gives row i the label +1 where bit i of t is set, and -1 elsewhere. Taught
    in classical-risk.

    Parameters
    ----------
    learner
        From x [k, D], y [k] and new inputs [m, D] to labels [m], ±1.
    x
        [n, D], n ≤ 12.
    train
        The rows trained on, at least one and not all.
    """
    x = real_array("x", x, 2)
    n = whole("the number of rows of x", len(x), 2, 12)
    train = [whole("each of train", row, 0, n - 1) for row in train]
    if not train or len(set(train)) < len(train) or len(train) == n:
        raise ValueError(f"train must be some of the rows, each once, not {train}")
    rest = np.setdiff1d(range(n), train)
    targets = all_targets(n)
    guesses = {
        tuple(y): learner(x[train], np.array(y), x[rest])
        for y in itertools.product((-1.0, 1.0), repeat=len(train))
    }
    guessed = np.array([guesses[tuple(target[train])] for target in targets])
    return (guessed != targets[:, rest]).mean(1)


def all_targets(n: int) -> np.ndarray:
    """Every labelling of n inputs: [2^n, n], each ±1; row t is t in binary.

    Taught in classical-risk.
    """
    n = whole("n", n, 1, 16)
    return 2.0 * (np.arange(2**n)[:, None] >> np.arange(n) & 1) - 1
