"""Deep linear networks: the same functions as shallow ones, and other minima.

Taught in deep-linear. In order: `diagonal` (a regression whose minimum is in closed
form), `factors` (products of matrices and how they move), `completion` (a matrix from
some of its entries, by descent and by its rivals), `margin` (separable classes).
"""

from lib.deep_linear.completion import (
    alternating_least_squares,
    complete,
    effective_rank,
    held_out_rank,
    least_nuclear_norm,
    low_rank_problem,
)
from lib.deep_linear.diagonal import basis_pursuit, diagonal_link, diagonal_minimum
from lib.deep_linear.factors import (
    balanced_factors,
    factor_slopes,
    gaussian_factors,
    imbalance,
    product,
    singular_rates,
)
from lib.deep_linear.margin import MarginFlow, largest_margin, margin_flow

__all__ = [
    "MarginFlow",
    "alternating_least_squares",
    "balanced_factors",
    "basis_pursuit",
    "complete",
    "diagonal_link",
    "diagonal_minimum",
    "effective_rank",
    "factor_slopes",
    "gaussian_factors",
    "held_out_rank",
    "imbalance",
    "largest_margin",
    "least_nuclear_norm",
    "low_rank_problem",
    "margin_flow",
    "product",
    "singular_rates",
]
