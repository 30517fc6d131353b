"""How far training and true error can part: capacities, bounds, no free lunch.

Taught in the chapter classical-risk. A hypothesis labels inputs with -1 or +1; its risk
is the chance that it is wrong, its empirical risk the share of n examples on which it
is. Every bound here holds with probability 1 - delta for all hypotheses of a class at
once, and is about the gap, the largest |risk - empirical risk| in the class.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from scipy.special import gammaln, logsumexp

from lib.checks import positive, real_array, whole

Learner = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def finite_class_bound(n: int, log_hypotheses: float, delta: float) -> float:
    """√(ln(2|H|/δ) / 2n): Hoeffding (1963) and a sum over the hypotheses.

    Parameters
    ----------
    n : number of examples. log_hypotheses : ln|H| ≥ 0. delta : in (0, 1).

    Raises
    ------
    ValueError
        For n < 1, ln|H| < 0 or δ outside (0, 1).
    """
    n, delta = whole("n", n, 1), _share("delta", delta)
    log_hypotheses = _not_negative("log_hypotheses", log_hypotheses)
    return float(np.sqrt((log_hypotheses + np.log(2 / delta)) / (2 * n)))


def log_growth(n: int, vc_dimension: int) -> float:
    """The logarithm of Σ_{i≤d} C(n, i): at most so many labellings (Sauer 1972)."""
    n, d = whole("n", n, 1), whole("vc_dimension", vc_dimension, 0)
    if d >= n:
        return n * float(np.log(2))
    i = np.arange(d + 1)
    return float(logsumexp(gammaln(n + 1) - gammaln(i + 1) - gammaln(n - i + 1)))


def rademacher_bound(n: int, complexity: float, delta: float) -> float:
    """Rad_n + √(ln(2/δ) / 2n), Rad_n expected over inputs (Bartlett & Mendelson 2002).

    Parameters
    ----------
    n : number of examples. complexity : (1/n) E sup_h Σ σᵢ h(xᵢ), in [0, 1], over fair
    signs σ and inputs x. delta : in (0, 1).

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    n, delta = whole("n", n, 1), _share("delta", delta)
    complexity = _not_negative("complexity", complexity)
    if complexity > 1:
        raise ValueError(f"complexity must be at most 1, not {complexity:g}")
    return float(complexity + np.sqrt(np.log(2 / delta) / (2 * n)))


def massart(n: int, log_patterns: float) -> float:
    """√(2 ln|A| / n): no set A of sign patterns of length n is more complex.

    It may exceed 1, which no complexity does: then it says nothing.
    """
    n = whole("n", n, 1)
    return float(np.sqrt(2 * _not_negative("log_patterns", log_patterns) / n))


def vc_bound(n: int, vc_dimension: int, delta: float) -> float:
    """√(2 ln Π(n) / n) + √(ln(2/δ) / 2n), with Sauer's bound for Π."""
    n, delta = whole("n", n, 1), _share("delta", delta)
    complexity = massart(n, log_growth(n, vc_dimension))
    return float(complexity + np.sqrt(np.log(2 / delta) / (2 * n)))


def shattered_sets(patterns) -> list[tuple[int, ...]]:
    """The sets of columns on which `patterns` [K, n], each ±1, show all labellings.

    The empty set is among them. Their number is at least that of the different rows
    (Pajor's lemma), and the size of the largest is the VC dimension on these n inputs.
    It looks at 2^n sets: n is at most 16.
    """
    patterns = real_array("patterns", patterns, 2)
    if not np.isin(patterns, (-1, 1)).all():
        raise ValueError("patterns must hold only -1 and +1")
    n = whole("the number of columns of patterns", patterns.shape[1], 1, 16)
    bits, found = (patterns > 0).astype(int), []
    for size in range(n + 1):
        for columns in itertools.combinations(range(n), size):
            codes = bits[:, list(columns)] @ (1 << np.arange(size))
            if len(np.unique(codes)) == 2**size:
                found.append(columns)
    return found


def norm_complexity(x, norm: float, signs) -> np.ndarray:
    """(B/n)‖Σ σᵢxᵢ‖ for each row of `signs`: exact for {x ↦ w·x, ‖w‖ ≤ B}.

    The supremum over w is reached along Σ σᵢxᵢ. Its mean over fair signs is the
    empirical Rademacher complexity, at most (B/n)√Σ‖xᵢ‖².

    Parameters
    ----------
    x : [n, D]. norm : B > 0. signs : [S, n], each ±1.
    """
    x, signs = _inputs_and_signs(x, signs)
    return positive("norm", norm) / len(x) * np.linalg.norm(signs @ x, axis=1)


def linear_complexity(x, signs, steps: int = 30) -> np.ndarray:
    """(1/n) Σ σᵢ sign(w·xᵢ) at the best w found, for each row σ of `signs`.

    A lower bound on the supremum over w, which is hard to find: the best of `steps`
    Newton steps of a logistic regression on σ, of which the first is least squares.
    It is exact where it is 1.

    Parameters
    ----------
    x : [n, D]. signs : [S, n], each ±1. steps : at least 1.
    """
    x, signs = _inputs_and_signs(x, signs)
    steps = whole("steps", steps, 1)
    ridge = 1e-6 * np.linalg.norm(x, 2) ** 2 * np.eye(x.shape[1])
    best = []
    for sigma in signs:
        w, found = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            chance = 0.5 * (1 + np.tanh(0.5 * (x @ w)))
            weight = np.maximum(chance * (1 - chance), 1e-6)
            pull = x.T @ ((sigma + 1) / 2 - chance)
            w = w + np.linalg.solve((x.T * weight) @ x + ridge, pull)
            found = max(found, sigma @ np.where(x @ w > 0, 1, -1) / len(x))
            if found == 1:
                break
        best.append(found)
    return np.array(best)


def nearest_neighbour(x: np.ndarray, y: np.ndarray, new: np.ndarray) -> np.ndarray:
    """The label of the nearest training input; the first of several as near."""
    return y[((new[:, None] - x) ** 2).sum(-1).argmin(1)]


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


def off_training_errors(learner: Learner, x, train: Sequence[int]) -> np.ndarray:
    """Error on the inputs not trained on, for every target function: [2^n].

    Parameters
    ----------
    learner : from x [k, D], y [k] and new inputs [m, D] to labels [m], ±1.
    x : [n, D], n ≤ 12. train : the rows trained on, at least one and not all.

    Target t gives row i the label +1 where bit i of t is set, and -1 elsewhere.
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
    """Every labelling of n inputs: [2^n, n], each ±1; row t is t in binary."""
    n = whole("n", n, 1, 16)
    return 2.0 * (np.arange(2**n)[:, None] >> np.arange(n) & 1) - 1


def _inputs_and_signs(x, signs) -> tuple[np.ndarray, np.ndarray]:
    x, signs = real_array("x", x, 2), real_array("signs", signs, 2)
    if signs.shape[1] != len(x) or not np.isin(signs, (-1, 1)).all():
        raise ValueError(f"signs must be -1 or +1, {len(x)} in a row, one per row of x")
    return x, signs


def _share(name: str, value: float) -> float:
    if not 0 < positive(name, value) < 1:
        raise ValueError(f"{name} must be in (0, 1), not {value!r}")
    return float(value)


def _not_negative(name: str, value: float) -> float:
    number = float(real_array(name, value, 0))
    if number < 0:
        raise ValueError(f"{name} must be at least 0, not {number:g}")
    return number
