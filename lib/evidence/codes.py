"""What it costs to send labels: bits for the weights and bits for what they miss.

Sender and receiver share the images and a Gaussian prior over the weights of a logistic
regression. To send noisy weights, drawn from q, costs KL(q‖prior), since the random
bits that drew them come back (Hinton & van Camp 1993); the labels then cost the mean of
-ln P(y | w) over q. All lengths are in nats: divide by ln 2 for bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import solve_triangular

from lib.checks import array_where, one_for_each, positive, real_array, signs_array
from lib.evidence.averages import mean_softplus, precision_factor
from lib.evidence.logistic import row_space

# of q; the free energy, least there, is then exact to about the square of this
SETTLED = 1e-5


class Code(NamedTuple):
    """A Gaussian q over weights, and the length of the message that it gives, in nats.

    `weights` [P] is its mean and τ(λI + Xᵀ diag(`curvature`) X)⁻¹, with `curvature`
    [N], its covariance; τ is 1 unless the code was widened. `weight_cost` is
    KL(q‖prior), `data_cost` the mean of -ln P(y | w), and `total` their sum, the free
    energy: never below -ln P(y | M).
    """

    weights: np.ndarray
    curvature: np.ndarray
    weight_cost: float
    data_cost: float
    total: float


def code_length(
    x: ArrayLike,
    y: ArrayLike,
    weight_decay: float,
    weights: ArrayLike,
    curvature: ArrayLike,
    widen: float = 1.0,
) -> Code:
    """The message length of labels sent with a Gaussian q over logistic weights.

    Taught in flat-minima.

    Parameters
    ----------
    x
        [N, P]; any bias is a column of ones.
    y
        [N], each -1 or +1.
    weight_decay
        λ > 0, the precision of the Gaussian prior on each weight.
    weights, curvature
        [P] and [N], at least 0; mean and shape of q, see `Code`.
    widen
        τ > 0, multiplies the covariance of q in all P directions.

    Raises
    ------
    ValueError
        For labels other than ±1, lengths that do not match, a negative curvature, λ or
        τ not above 0, or input that is not finite.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    weight_decay, widen = (
        positive("weight_decay", weight_decay),
        positive("widen", widen),
    )
    weights = real_array("weights", weights, 1)
    curvature = real_array("curvature", curvature, 1)
    one_for_each("weights", weights, "entry", x.shape[1], "columns of x")
    one_for_each("curvature", curvature, "entry", len(x))
    array_where("curvature", curvature, lambda c: c >= 0, "at least 0")

    inputs, _ = row_space(y[:, None] * x)
    rows = inputs / np.sqrt(weight_decay)
    factor, half = precision_factor(rows, curvature, rows)
    inverse = solve_triangular(factor, np.eye(len(factor)), lower=True)
    spread = float((inverse**2).sum())
    size, used = x.shape[1], rows.shape[1]
    weight_cost = 0.5 * (
        widen * (spread + size - used)
        + weight_decay * weights @ weights
        - size * (1 + np.log(widen))
    ) + float(np.log(factor.diagonal()).sum())
    value, _, _ = mean_softplus(y * (x @ weights), widen * (half**2).sum(0))
    data_cost = float(value.sum())
    return Code(weights, curvature, weight_cost, data_cost, weight_cost + data_cost)


def best_code(
    x: ArrayLike, y: ArrayLike, weight_decay: float, *, max_steps: int = 1000
) -> Code:
    """The Gaussian q of least free energy: the shortest such message.

    Its mean solves λw = Σ yx E[σ(-m)], its curvature is E[σ(m)σ(-m)], averages over q
    itself (Opper & Archambeau 2009): damped Newton steps, all of them at once. Taught
    in flat-minima.

    Raises
    ------
    ValueError
        For labels other than ±1, unequal lengths, λ ≤ 0 or input that is not finite.
    RuntimeError
        If q has not settled after `max_steps` steps.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    weight_decay = positive("weight_decay", weight_decay)
    inputs, basis = row_space(y[:, None] * x)
    rows = inputs / np.sqrt(weight_decay)
    centre, curvature = np.zeros(rows.shape[1]), np.full(len(y), 0.25)
    damping, gap = 1.0, np.inf
    for _ in range(max_steps):
        factor, half = precision_factor(rows, curvature, rows)
        _, slope, wanted = mean_softplus(rows @ centre, (half**2).sum(0))
        uphill = centre - rows.T @ slope
        part = solve_triangular(factor, uphill, lower=True)
        step = solve_triangular(factor, part, lower=True, trans="T")
        last, gap = (
            gap,
            np.hypot(
                np.abs(part).max(), np.abs(wanted - curvature).max() / wanted.max()
            ),
        )
        if gap <= SETTLED:
            weights = basis @ centre / np.sqrt(weight_decay)
            return code_length(x, y, weight_decay, weights, curvature)
        damping = max(0.7 * damping, 0.02) if gap > last else min(1.05 * damping, 1.0)
        centre = centre - damping * step
        curvature = curvature + damping * (wanted - curvature)
    raise RuntimeError(
        f"no best code found in {max_steps} steps at weight_decay={weight_decay:g}; "
        "raise the decay, or scale x down"
    )


def widening_cost(size: int, widen: float) -> float:
    """KL, in nats, from a Gaussian in `size` dimensions to itself τ times as wide.

    What is lost by sending weights with τ times the covariance of a Gaussian posterior:
    ½ size (τ - 1 - ln τ). Taught in flat-minima.

    Raises
    ------
    ValueError
        If `size` or τ is not above 0.
    """
    size, widen = positive("size", size), positive("widen", widen)
    return 0.5 * size * (widen - 1 - np.log(widen))
