"""Bounds on the gap between true and training error, for a whole class at once.

A hypothesis labels inputs with -1 or +1; its risk is the chance that it is wrong, its
empirical risk the share of n examples on which it is. Every bound here holds with
probability 1 - delta for all hypotheses of a class at once, and is about the gap, the
largest |risk - empirical risk| in the class.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, logsumexp

from lib.checks import inside, not_negative, whole


def finite_class_bound(n: int, log_hypotheses: float, delta: float) -> float:
    """√(ln(2|H|/δ) / 2n): Hoeffding (1963) and a sum over the hypotheses.

    Taught in classical-risk.

    Parameters
    ----------
    n
        Number of examples.
    log_hypotheses
        Ln|H| ≥ 0.
    delta
        In (0, 1).

    Raises
    ------
    ValueError
        For n < 1, ln|H| < 0 or δ outside (0, 1).
    """
    n, delta = whole("n", n, 1), inside("delta", delta, 0, 1, "()")
    log_hypotheses = not_negative("log_hypotheses", log_hypotheses)
    return float(np.sqrt((log_hypotheses + np.log(2 / delta)) / (2 * n)))


def log_growth(n: int, vc_dimension: int) -> float:
    """The logarithm of Σ_{i≤d} C(n, i): at most so many labellings (Sauer 1972).

    Taught in classical-risk.
    """
    n, d = whole("n", n, 1), whole("vc_dimension", vc_dimension, 0)
    if d >= n:
        return n * float(np.log(2))
    i = np.arange(d + 1)
    return float(logsumexp(gammaln(n + 1) - gammaln(i + 1) - gammaln(n - i + 1)))


def rademacher_bound(n: int, complexity: float, delta: float) -> float:
    """Rad_n + √(ln(2/δ) / 2n), Rad_n expected over inputs (Bartlett & Mendelson 2002).

    Taught in classical-risk.

    Parameters
    ----------
    n
        Number of examples.
    complexity
        (1/n) E sup_h Σ σᵢ h(xᵢ), in [0, 1], over fair signs σ and inputs x.
    delta
        In (0, 1).

    Raises
    ------
    ValueError
        If an argument is outside its range.
    """
    n, delta = whole("n", n, 1), inside("delta", delta, 0, 1, "()")
    complexity = inside("complexity", complexity, 0, 1)
    return float(complexity + np.sqrt(np.log(2 / delta) / (2 * n)))


def massart(n: int, log_patterns: float) -> float:
    """√(2 ln|A| / n): no set A of sign patterns of length n is more complex.

    It may exceed 1, which no complexity does: then it says nothing. Taught in
    classical-risk.
    """
    n = whole("n", n, 1)
    return float(np.sqrt(2 * not_negative("log_patterns", log_patterns) / n))


def vc_bound(n: int, vc_dimension: int, delta: float) -> float:
    """√(2 ln Π(n) / n) + √(ln(2/δ) / 2n), with Sauer's bound for Π.

    Taught in classical-risk.
    """
    n, delta = whole("n", n, 1), inside("delta", delta, 0, 1, "()")
    complexity = massart(n, log_growth(n, vc_dimension))
    return float(complexity + np.sqrt(np.log(2 / delta) / (2 * n)))
