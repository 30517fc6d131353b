"""The minimum of penalised logistic regression, to machine precision, at any decay.

In the cost Σ ln(1 + e^-m) + ½ λ |w|² with margins m = Zw, where Z has the rows y·x, the
minimum solves λw = Zᵀσ(-m). Newton's method on it needs care where λ is small: the fit
is then confident, σ(-m) falls as low as λ, and every difference of large terms is lost.
So each step is taken on the *gap* in that equation, which vanishes as it should.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import LinAlgError, cho_solve, cholesky, qr, solve_triangular, svd
from scipy.special import expit

TOLERANCE = 1e-8


class Minimum(NamedTuple):
    """One minimum: `weights` [P], `cost` (nats), relative gradient, and curvature.

    `residual` is |gradient| / Σ |gradient of an example's term|; `curvature` [N] is
    σ(m)(1 - σ(m)); `log_occam` is ½ ln det(I + Zᵀ diag(curvature) Z / λ), in nats.
    """

    weights: np.ndarray
    cost: float
    residual: float
    curvature: np.ndarray
    log_occam: float


def logistic_minima(signed: np.ndarray, weight_decays: np.ndarray) -> list[Minimum]:
    """The minimum at each λ of `weight_decays` [L], for Z = `signed` [N, P].

    Solved in N dual coordinates where N < P and in the row space of Z otherwise.

    Raises
    ------
    RuntimeError
        If the relative gradient of some minimum cannot be brought below 1e-8.
    """
    minima = None
    if signed.shape[0] < signed.shape[1]:
        minima = _descend_dual(signed, weight_decays)
    if minima is None:
        minima = _descend(_RowSpace(signed), signed, weight_decays)
    for weight_decay, minimum in zip(weight_decays, minima, strict=True):
        if not minimum.residual <= TOLERANCE:
            raise RuntimeError(
                f"no minimum found at weight_decay={weight_decay:g}: relative gradient "
                f"{minimum.residual:.1e}, allowed {TOLERANCE:.0e}; raise the decay"
            )
    return minima


def row_space(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates [N, r] of the rows and their orthonormal basis [P, r], r the rank."""
    left, stretch, right = svd(matrix, full_matrices=False)
    rank = np.sum(stretch > stretch[0] * max(matrix.shape) * np.finfo(float).eps)
    return left[:, :rank] * stretch[:rank], right[:rank].T


class _Dual:
    """w = Zᵀβ with β [N]: each Newton step solves an N by N system (Z: rows y·x)."""

    def __init__(self, signed: np.ndarray) -> None:
        self.signed, self.inputs = signed, signed @ signed.T

    def weights(self, beta: np.ndarray) -> np.ndarray:
        return self.signed.T @ beta

    def inner(self, a: np.ndarray, b: np.ndarray) -> float:
        return a @ (self.inputs @ b)

    def newton(
        self, beta: np.ndarray, pull: np.ndarray, curvature: np.ndarray
    ) -> tuple[np.ndarray, float]:
        """Step towards β = pull, and ½ ln det(I + √T ZZᵀ √T), T = diag(curvature)."""
        root = np.sqrt(curvature)
        matrix = root[:, None] * self.inputs * root
        matrix.flat[:: len(root) + 1] += 1.0
        factor = cholesky(matrix, lower=True, overwrite_a=True, check_finite=False)
        gap = pull - beta
        solved = cho_solve((factor, True), root * (self.inputs @ gap))
        return gap - root * solved, np.log(factor.diagonal()).sum()


class _RowSpace:
    """w = Vc with c [rank of Z]: coordinates that no example touches stay zero.

    The orthogonal factor of [√T Z; I] stands in for the Cholesky factor of I + ZᵀTZ:
    the condition number of the one is the square root of the other's.
    """

    def __init__(self, signed: np.ndarray) -> None:
        self.inputs, self.basis = row_space(signed)

    def weights(self, c: np.ndarray) -> np.ndarray:
        return self.basis @ c

    def inner(self, a: np.ndarray, b: np.ndarray) -> float:
        return a @ b

    def newton(
        self, c: np.ndarray, pull: np.ndarray, curvature: np.ndarray
    ) -> tuple[np.ndarray, float]:
        """Step towards c = (ZV)ᵀ pull, and ½ ln det(I + ZᵀTZ), T = diag(curvature)."""
        size = self.inputs.shape[1]
        rows = np.vstack([np.sqrt(curvature)[:, None] * self.inputs, np.eye(size)])
        factor = qr(rows, mode="r", overwrite_a=True)[0][:size]
        half = solve_triangular(factor, self.inputs.T @ pull - c, trans="T")
        step = solve_triangular(factor, half)
        return step, np.log(np.abs(factor.diagonal())).sum()


def _descend_dual(
    signed: np.ndarray, weight_decays: np.ndarray
) -> list[Minimum] | None:
    """Fit every λ in dual coordinates; None where they have lost too many digits.

    Equal inputs with opposite labels make these coordinates grow like 1/λ and cancel:
    the Newton matrix loses as many digits as its diagonal has, whatever the residual.
    """
    try:
        minima = _descend(_Dual(signed), signed, weight_decays)
    except LinAlgError:
        return None
    squares = (signed**2).sum(1)
    for weight_decay, minimum in zip(weight_decays, minima, strict=True):
        diagonal = (minimum.curvature * squares).max() / weight_decay
        if not (diagonal <= 1e6 and minimum.residual <= TOLERANCE):
            return None
    return minima


def _descend(
    coordinates: _Dual | _RowSpace, signed: np.ndarray, weight_decays: np.ndarray
) -> list[Minimum]:
    """Fit every λ from the largest down, with a rough fit a decade where they gap."""
    fits = {}
    point = np.zeros(coordinates.inputs.shape[1])
    last = min(max((signed**2).sum(), weight_decays.max()), np.finfo(float).max)
    for value in np.unique(weight_decays)[::-1]:
        while last > 30 * value:
            last /= 10
            point = _minimise(coordinates, point, last, tolerance=1.0)
        last = value
        point = _minimise(coordinates, point, value, tolerance=1e-7)
        fits[value] = _measure(coordinates, signed, point, value)
    return [fits[value] for value in weight_decays]


def _minimise(
    coordinates: _Dual | _RowSpace,
    point: np.ndarray,
    weight_decay: float,
    tolerance: float,
    max_steps: int = 100,
) -> np.ndarray:
    """Newton with backtracking, until no margin would move by more than `tolerance`."""
    margins = coordinates.inputs @ point
    for _ in range(max_steps):
        # σ(-m), never 1 - σ(m), which loses every digit of a confident fit
        pull = expit(-margins) / weight_decay
        step, _ = coordinates.newton(point, pull, pull * expit(margins))
        change = coordinates.inputs @ step
        length = (
            1.0
            if np.abs(change).max() < 0.1
            else _backtrack(
                margins,
                change,
                weight_decay * coordinates.inner(point, step),
                weight_decay * coordinates.inner(step, step),
            )
        )
        point, margins = point + length * step, margins + length * change
        if np.abs(change).max() <= tolerance:
            break
    return point


def _backtrack(
    margins: np.ndarray, change: np.ndarray, slope: float, bend: float
) -> float:
    """Largest of 1, ½, ¼ … that lowers Σ ln(1 + e^-m) + the quadratic of the decay."""
    start = np.logaddexp(0, -margins).sum()
    length = 1.0
    while length > 1e-6:
        decay = length * slope + 0.5 * length**2 * bend
        if np.logaddexp(0, -margins - length * change).sum() + decay <= start:
            break
        length /= 2
    return length


def _measure(
    coordinates: _Dual | _RowSpace,
    signed: np.ndarray,
    point: np.ndarray,
    weight_decay: float,
) -> Minimum:
    """Weights, cost, residual, curvature and ½ Σ ln(λi/λ), all at the weights given."""
    weights = coordinates.weights(point)
    margins = signed @ weights
    miss = expit(-margins)
    curvature = miss * expit(margins)
    _, log_occam = coordinates.newton(
        point, miss / weight_decay, curvature / weight_decay
    )
    gradient = weight_decay * weights - signed.T @ miss
    data_term = np.sqrt((signed**2).sum(1)) @ miss
    residual = np.linalg.norm(gradient) / data_term if data_term else 0.0
    cost = np.logaddexp(0, -margins).sum() + 0.5 * weight_decay * weights @ weights
    return Minimum(weights, cost, residual, curvature, log_occam)
