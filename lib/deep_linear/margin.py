"""Two classes that a line can separate: the largest margin, and the way there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.integrate import solve_ivp
from scipy.optimize import nnls
from scipy.special import expit

from lib.checks import array_where, real_array, signs_array


class MarginFlow(NamedTuple):
    """Gradient flow on the summed logistic loss, from w = 0.

    Attributes
    ----------
    times
        [K], in units of the summed loss.
    weights
        [K, P]
    """

    times: np.ndarray
    weights: np.ndarray


def largest_margin(x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """The shortest w [P] with y_i x_iᵀw >= 1 for all i; its margin is 1/|w|.

    By the least-distance programme of Lawson & Hanson (1974): with Z the rows y_i x_i,
    the non-negative u that makes Zᵀu small and Σu near 1 leaves residuals -w and 1 in
    one proportion. Taught in deep-linear.

    Parameters
    ----------
    x
        [N, P], a constant column included where one is wanted.
    y
        [N], each -1 or +1.

    Raises
    ------
    ValueError
        If a shape is wrong or no such w exists.
    """
    z = _signed(x, y)
    system = np.vstack([z.T, np.ones(len(z))])
    target = np.r_[np.zeros(z.shape[1]), 1.0]
    dual, miss = nnls(system, target)
    if miss < 1e-9:
        raise ValueError("x must be separable by y through the origin, and is not")
    left = system @ dual - target
    return -left[:-1] / left[-1]


def margin_flow(x: ArrayLike, y: ArrayLike, times: ArrayLike) -> MarginFlow:
    """Gradient flow dw/dt = Σ σ(-m_i) y_i x_i from w = 0, at the given times.

    In the duals β [N] of w = Σ β_i y_i x_i, which obey dβ_i/dt = σ(-m_i), with an
    implicit method in ln t, so that fifteen decades of time take a second (Soudry et
    al. 2018 have the limit). Taught in deep-linear.

    Parameters
    ----------
    x
        [N, P]
    y
        [N], each -1 or +1.
    times
        [K], above 0 and rising, in units of the summed loss: a step of descent on the
        mean loss with rate ε takes ε/N.

    Raises
    ------
    ValueError
        If a shape is wrong, or the times are not rising and above 0.
    """
    z = _signed(x, y)
    times = array_where("times", times, lambda t: t > 0, "above 0")
    if times.ndim != 1 or (np.diff(times) <= 0).any():
        raise ValueError("times must be one row of rising numbers")
    gram = z @ z.T
    # From so early that all margins are still 0 and every σ is 1/2.
    first = min(times[0], 1e-6 / np.abs(gram).sum(1).max())

    def rate(log_time: float, dual: np.ndarray) -> np.ndarray:
        return np.exp(log_time) * expit(-gram @ dual)

    def jacobian(log_time: float, dual: np.ndarray) -> np.ndarray:
        margins = gram @ dual
        slope = expit(margins) * expit(-margins)
        return -np.exp(log_time) * slope[:, None] * gram

    solved = solve_ivp(
        rate,
        (np.log(first), np.log(times[-1])),
        np.full(len(z), first / 2),
        method="BDF",
        t_eval=np.log(times),
        jac=jacobian,
        rtol=1e-6,
        atol=1e-12,
    )
    return MarginFlow(times, solved.y.T @ z)


def _signed(x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """Z, the rows y_i x_i."""
    x = real_array("x", x, 2)
    return signs_array("y", y, len(x))[:, None] * x
