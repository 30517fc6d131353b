"""All sign perceptrons, one by one: which fit, which err how often, and how far off.

Of fits, the setting of Baldassi et al. (2015). With a teacher, that of Gyorgyi (1990):
P weights ±1, a teacher t of the same kind, Gaussian inputs, overlap R = wᵀt/P.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, xlog1py, xlogy

from lib.checks import array_where, inside, one_for_each, real_array, signs_array, whole

MOST_WEIGHTS = 24
# Sums of this many vectors at a time stay in the cache.
BLOCK = 2**16


class Tasks(NamedTuple):
    """S training sets, each with a teacher of its own.

    `patterns` [S, N, P] are inputs, `labels` [S, N] and `teachers` [S, P] are -1 or +1.
    """

    patterns: np.ndarray
    labels: np.ndarray
    teachers: np.ndarray


class Census(NamedTuple):
    """The 2^P sign vectors, sorted by training errors k and distance from the teacher.

    Attributes
    ----------
    counts
        [S, N + 1, P + 1]: how many make k errors on set s and differ from its teacher
        in d signs, so that R = 1 - 2d/P.
    sums
        [S, N + 1, P], the sum of wⱼtⱼ over those with k errors.
    """

    counts: np.ndarray
    sums: np.ndarray


def fitting_signs(patterns: ArrayLike, labels: ArrayLike) -> np.ndarray:
    """All weight vectors of signs that give every pattern its label.

    Exhaustive: each of the 2^P vectors is tried, halves of the sum apart. Taught in
    flat-minima.

    Parameters
    ----------
    patterns
        [N, P], P from 2 to 24.
    labels
        [N], each -1 or +1.

    Returns
    -------
    solutions : int8 [K, P], each entry -1 or +1; K may be 0.

    Raises
    ------
    ValueError
        For another number of columns, labels that do not match or input not finite.
    """
    patterns = real_array("patterns", patterns, 2)
    size = whole("number of columns of patterns", patterns.shape[1], 2, MOST_WEIGHTS)
    labels = signs_array("labels", labels, len(patterns), "patterns")
    right, found = _all_signs(size - size // 2), []
    for left, errors in _error_blocks(labels[:, None] * patterns):
        i, j = np.nonzero(errors == 0)
        found.append(np.hstack([left[i], right[j]]))
    return np.concatenate(found)


def neighbours(solutions: ArrayLike, radius: int) -> np.ndarray:
    """How many of the solutions [K, P] are within Hamming distance `radius` of each.

    The solution itself counts, so that the logarithm is a local entropy, in nats.
    Taught in flat-minima.

    Raises
    ------
    ValueError
        If the solutions are not signs, or the radius is not a whole number from 0 to P.
    """
    solutions = real_array("solutions", solutions, 2)
    size = solutions.shape[1]
    radius = whole("radius", radius, 0, size)
    if not np.isin(solutions, (-1, 1)).all():
        raise ValueError("solutions must hold only -1 and +1")
    signs = solutions.astype(np.float32)
    close = size - 2 * radius - 0.5
    return np.concatenate(
        [
            (block @ signs.T > close).sum(1)
            for block in np.array_split(signs, len(signs) // 1000 + 1)
        ]
    )


def teacher_tasks(
    sets: int, examples: int, size: int, *, seed: int, noise: float = 0.0
) -> Tasks:
    """Gaussian inputs that random teachers of P = `size` signs label; some labels flip.

    `noise` is the chance of each label to be flipped, in [0, ½]. Taught in phases.

    Raises
    ------
    ValueError
        If a number is not whole and at least 1, or the noise not in [0, ½].
    """
    sets, examples = whole("sets", sets, 1), whole("examples", examples, 1)
    size, noise = whole("size", size, 1), inside("noise", noise, 0, 0.5)
    rng = np.random.default_rng(whole("seed", seed, 0))
    teachers = rng.choice([-1.0, 1.0], (sets, size))
    patterns = rng.standard_normal((sets, examples, size))
    labels = np.where((patterns @ teachers[:, :, None])[..., 0] > 0, 1.0, -1.0)
    return Tasks(
        patterns, np.where(rng.random(labels.shape) < noise, -labels, labels), teachers
    )


def census(patterns: ArrayLike, labels: ArrayLike, teachers: ArrayLike) -> Census:
    """Every sign vector, by its training errors and its distance from the teacher.

    A tie is an error. Exhaustive, as `fitting_signs`. Taught in phases.

    Parameters
    ----------
    patterns
        [S, N, P], S sets of N inputs; P from 2 to 24.
    labels
        [S, N], each -1 or +1.
    teachers
        [S, P], each -1 or +1.

    Raises
    ------
    ValueError
        For another P, shapes that do not match, or labels or teachers other than ±1.
    """
    x = real_array("patterns", patterns, 3)
    sets, n, _ = x.shape
    size = whole("number of columns of patterns", x.shape[2], 2, MOST_WEIGHTS)
    y, t = real_array("labels", labels, 2), real_array("teachers", teachers, 2)
    one_for_each("labels", y, "row", sets, "sets")
    one_for_each("teachers", t, "row", sets, "sets")
    y = np.stack([signs_array("labels", row, n, "patterns") for row in y])
    t = np.stack([signs_array("teachers", row, size, "weights") for row in t])
    # Flipped with its teacher's signs, each set has the teacher (1, 1, ..., 1).
    every = [_census(rows) for rows in y[:, :, None] * x * t[:, None]]
    return Census(*map(np.stack, zip(*every, strict=True)))


def generalisation_error(overlap: ArrayLike) -> np.ndarray:
    """ε(R) = arccos(R)/π: how often two sign perceptrons differ on Gaussian inputs.

    Taught in phases.

    Raises
    ------
    ValueError
        If an overlap is not in [-1, 1].
    """
    overlap = array_where("overlap", overlap, lambda r: np.abs(r) <= 1, "in [-1, 1]")
    return np.arccos(overlap) / np.pi


def expected_counts(size: int, examples: int, noise: float = 0.0) -> np.ndarray:
    """The mean of `Census.counts` [N + 1, P + 1] over training sets: the annealed one.

    C(P, d) times the chance of k errors in N trials, where a vector at distance d errs
    on each with chance η + (1 - 2η)ε(1 - 2d/P), for labels flipped with chance η. What
    `at_temperature` makes of it is the annealed learner. Taught in phases.

    Raises
    ------
    ValueError
        If P = `size` or N = `examples` is not whole and at least 1, P is above 1000, or
        η is not in [0, ½].
    """
    size, examples = whole("size", size, 1, 1000), whole("examples", examples, 1)
    noise, distance = inside("noise", noise, 0, 0.5), np.arange(size + 1)
    wrong = noise + (1 - 2 * noise) * generalisation_error(1 - 2 * distance / size)
    k, ways = np.arange(examples + 1)[:, None], _log_choices(examples)[:, None]
    log_chance = ways + xlogy(k, wrong) + xlog1py(examples - k, -wrong)
    return np.exp(_log_choices(size) + log_chance)


def _census(signed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts and sums of one set in which both teacher and labels are all 1."""
    n, size = signed.shape
    half, right = size // 2, _all_signs(size - size // 2)
    ends = np.arange(len(right))[:, None] * (n + 1)
    flipped = (right < 0).sum(1)
    counts, sums = np.zeros((n + 1) * (size + 1)), np.zeros((n + 1, size))
    for left, errors in _error_blocks(signed):
        errors = errors.astype(np.int64)
        where = errors * (size + 1) + (left < 0).sum(1)[:, None] + flipped
        counts += np.bincount(where.ravel(), minlength=len(counts))
        starts = np.arange(len(left))[:, None] * (n + 1)
        for part, signs, rows in (
            (slice(half), left, errors + starts),
            (slice(half, size), right, errors.T + ends),
        ):
            by_errors = np.bincount(rows.ravel(), minlength=len(signs) * (n + 1))
            sums[:, part] += by_errors.reshape(-1, n + 1).T @ signs
    return counts.reshape(n + 1, size + 1), sums


def _error_blocks(signed: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Left halves [r, P//2], and errors [r, all right halves] on the rows yx [N, P]."""
    half = signed.shape[1] // 2
    left, right = _all_signs(half), _all_signs(signed.shape[1] - half)
    first, second = left @ signed[:, :half].T, -(signed[:, half:] @ right.T)
    rows = max(BLOCK // len(right), 1)
    for start in range(0, len(left), rows):
        block = slice(start, start + rows)
        errors = np.zeros(
            (len(left[block]), len(right)), np.min_scalar_type(len(signed))
        )
        for a, b in zip(first[block].T, second, strict=True):
            errors += a[:, None] <= b
        yield left[block], errors


def _log_choices(n: int) -> np.ndarray:
    k = np.arange(n + 1)
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def _all_signs(size: int) -> np.ndarray:
    codes = np.arange(2**size)[:, None] >> np.arange(size)
    return (1 - 2 * (codes & 1)).astype(np.int8)
