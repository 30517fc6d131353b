"""What it costs to send labels: bits for the weights and bits for what they miss.

For the chapter flat-minima. Sender and receiver share the images and a Gaussian prior
over the weights of a logistic regression. To send noisy weights, drawn from q, costs
KL(q‖prior), since the random bits that drew them come back (Hinton & van Camp 1993);
the labels then cost the mean of -ln P(y | w) over q. All lengths are in nats: divide by
ln 2 for bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import cholesky, solve_triangular
from scipy.special import ndtr

from lib.checks import positive, real_array, signs_array
from lib.ep import probit_mixture
from lib.logistic import row_space

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


def mean_softplus(mean, variance) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The mean of ln(1 + e^-m) over m ~ N(mean, variance), and two derivatives.

    With σ a mixture of probits, ln(1 + e^-m) is the mean of max(0, -m - e) over the
    same mixture of e, so that every Gaussian average is in closed form.

    Parameters
    ----------
    mean, variance : [N], variance at least 0.

    Returns
    -------
    value, slope, curvature : each [N]; slope is minus the derivative in `mean`, the
        mean of σ(-m), and curvature the second derivative, the mean of σ(m)σ(-m).
        Within 1e-9.

    Raises
    ------
    ValueError
        For unequal lengths, a negative variance or input that is not finite.
    """
    mean, variance = real_array("mean", mean, 1), real_array("variance", variance, 1)
    if len(mean) != len(variance):
        raise ValueError(f"variance must have {len(mean)} entries, not {len(variance)}")
    if variance.min() < 0:
        raise ValueError(f"variance must be at least 0, not {variance.min():g}")
    width, share = probit_mixture()
    spread = np.sqrt(variance[:, None] + width**2)
    z = mean[:, None] / spread
    tail = ndtr(-z)
    bell = np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)
    return (
        (spread * bell - mean[:, None] * tail) @ share,
        tail @ share,
        (bell / spread) @ share,
    )


def code_length(
    x, y, weight_decay: float, weights, curvature, widen: float = 1.0
) -> Code:
    """The message length of labels sent with a Gaussian q over logistic weights.

    Parameters
    ----------
    x : [N, P]; any bias is a column of ones. y : [N], each -1 or +1.
    weight_decay : λ > 0, the precision of the Gaussian prior on each weight.
    weights, curvature : [P] and [N], at least 0; mean and shape of q, see `Code`.
    widen : τ > 0, multiplies the covariance of q in all P directions.

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
    for name, array, size in (("weights", weights, 1), ("curvature", curvature, 0)):
        if len(array) != x.shape[size]:
            raise ValueError(
                f"{name} must have {x.shape[size]} entries, not {len(array)}"
            )
    if curvature.min() < 0:
        raise ValueError(f"curvature must be at least 0, not {curvature.min():g}")

    inputs, _ = row_space(y[:, None] * x)
    rows = inputs / np.sqrt(weight_decay)
    factor, variance = _spread(rows, curvature)
    inverse = solve_triangular(factor, np.eye(len(factor)), lower=True)
    spread = float((inverse**2).sum())
    size, used = x.shape[1], rows.shape[1]
    weight_cost = 0.5 * (
        widen * (spread + size - used)
        + weight_decay * weights @ weights
        - size * (1 + np.log(widen))
    ) + float(np.log(factor.diagonal()).sum())
    value, _, _ = mean_softplus(y * (x @ weights), widen * variance)
    data_cost = float(value.sum())
    return Code(weights, curvature, weight_cost, data_cost, weight_cost + data_cost)


def best_code(x, y, weight_decay: float, *, max_steps: int = 1000) -> Code:
    """The Gaussian q of least free energy: the shortest such message.

    Its mean solves λw = Σ yx E[σ(-m)], its curvature is E[σ(m)σ(-m)], averages over q
    itself (Opper & Archambeau 2009): damped Newton steps, all of them at once.

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
        factor, variance = _spread(rows, curvature)
        _, slope, wanted = mean_softplus(rows @ centre, variance)
        uphill = centre - rows.T @ slope
        half = solve_triangular(factor, uphill, lower=True)
        step = solve_triangular(factor, half, lower=True, trans="T")
        last, gap = (
            gap,
            np.hypot(
                np.abs(half).max(), np.abs(wanted - curvature).max() / wanted.max()
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

    What is lost by sending weights with τ times the covariance of a Gaussian
    posterior: ½ size (τ - 1 - ln τ).

    Raises
    ------
    ValueError
        If `size` or τ is not above 0.
    """
    size, widen = positive("size", size), positive("widen", widen)
    return 0.5 * size * (widen - 1 - np.log(widen))


def _spread(rows, curvature):
    """Cholesky factor of I + rowsᵀ diag(curvature) rows, and the variance of rows·c."""
    scaled = np.sqrt(curvature)[:, None] * rows
    factor = cholesky(np.eye(rows.shape[1]) + scaled.T @ scaled, lower=True)
    half = solve_triangular(factor, rows.T, lower=True)
    return factor, (half**2).sum(0)
