"""Laplace's evidence of logistic regression.

The evidence ratio of Smith & Le (2018, eq. 7-9) compares a logistic regression with a
null model that tosses a fair coin for every label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import positive, real_array, signs_array
from lib.evidence.logistic import logistic_minima


@dataclass(frozen=True)
class Evidence:
    """Laplace's approximation at the minimum w0 of the cost; logarithms in nats.

    From `evidence_sweep` over L values of λ every field gains a first axis [L].

    Attributes
    ----------
    weights
        [P], the minimum w0.
    cost
        C(w0) = Σ ln(1 + e^{-y w0·x}) + ½ λ |w0|², summed over the examples.
    log_occam
        ½ Σ ln(λi/λ), with λi the eigenvalues of the Hessian of C at w0.
    log_evidence_ratio
        C(w0) + ½ Σ ln(λi/λ) - N ln 2; negative favours the model.
    residual
        |gradient of C| at w0 over Σ |gradient of an example's term|.
    curvature
        [N], σ(f)(1 - σ(f)): the Hessian is λI + Xᵀ diag(curvature) X.
    """

    weights: np.ndarray
    cost: float | np.ndarray
    log_occam: float | np.ndarray
    log_evidence_ratio: float | np.ndarray
    residual: float | np.ndarray
    curvature: np.ndarray


def logistic_evidence(x: ArrayLike, y: ArrayLike, weight_decay: float) -> Evidence:
    """Laplace evidence of logistic regression against coin tosses (Smith & Le 2018).

    Taught in evidence.

    Parameters
    ----------
    x
        [N, P], array or tensor; any bias is a column of ones, decayed like the rest.
    y
        [N], each -1 or +1.
    weight_decay
        λ > 0, the precision of the Gaussian prior on each weight.

    Raises
    ------
    ValueError
        For labels other than ±1, unequal lengths, λ ≤ 0 or input that is not finite.
    RuntimeError
        If the relative gradient at the solution cannot be brought below 1e-8.
    """
    sweep = evidence_sweep(x, y, [positive("weight_decay", weight_decay)])
    return Evidence(
        weights=sweep.weights[0],
        curvature=sweep.curvature[0],
        **{
            name: float(getattr(sweep, name)[0])
            for name in ("cost", "log_occam", "log_evidence_ratio", "residual")
        },
    )


def evidence_sweep(x: ArrayLike, y: ArrayLike, weight_decays: ArrayLike) -> Evidence:
    """`logistic_evidence` at many λ, each fit started from the next larger one.

    Taught in evidence.

    Parameters
    ----------
    x, y
        As in `logistic_evidence`.
    weight_decays
        [L], in any order.

    Returns
    -------
    Evidence whose fields have a first axis [L], in the order of `weight_decays`.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    weight_decays = real_array("weight_decays", weight_decays, 1)
    for value in weight_decays:
        positive("each of weight_decays", float(value))

    minima = logistic_minima(y[:, None] * x, weight_decays)
    weights, cost, residual, curvature, log_occam = map(
        np.array, zip(*minima, strict=True)
    )
    return Evidence(
        weights=weights,
        cost=cost,
        log_occam=log_occam,
        log_evidence_ratio=cost + log_occam - len(y) * np.log(2),
        residual=residual,
        curvature=curvature,
    )
