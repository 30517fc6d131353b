"""Products of matrices, W = W_1 W_2 … W_N from left to right, and how they move."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import torch
from torch import Tensor

from lib.checks import positive, tensor_kind, whole


def product(factors: Sequence[Tensor]) -> Tensor:
    """W_1 W_2 … W_N, factors [..., a, b] from left to right.

    Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless the factors are real matrices of one type that can be multiplied.
    """
    return functools.reduce(torch.matmul, _chain(factors))


def factor_slopes(factors: Sequence[Tensor], slope: Tensor) -> list[Tensor]:
    """Gradients of the factors, given the gradient `slope` [..., a, z] of the product.

    The chain rule: (W_1…W_{j-1})ᵀ slope (W_{j+1}…W_N)ᵀ for the factor W_j. Taught in
    deep-linear.

    Raises
    ------
    ValueError
        As `product`, and unless `slope` has the shape of the product.
    """
    factors = _chain(factors)
    shape = (factors[0].shape[-2], factors[-1].shape[-1])
    if not isinstance(slope, Tensor) or slope.shape[-2:] != shape:
        raise ValueError(
            f"slope must be a tensor with last dimensions {shape}, the product's, not "
            + tensor_kind(slope)
        )
    # Products of all factors before each one, and of all transposed behind it.
    before, behind = [None], [None]
    for left, right in zip(factors[:-1], factors[:0:-1], strict=True):
        before.append(left if before[-1] is None else before[-1] @ left)
        behind.append(right.mT if behind[-1] is None else behind[-1] @ right.mT)
    slopes = []
    for left, right in zip(before, reversed(behind), strict=True):
        part = slope if left is None else left.mT @ slope
        slopes.append(part if right is None else part @ right)
    return slopes


def gaussian_factors(
    size: int,
    depth: int,
    scale: float,
    seed: int,
    dtype: torch.dtype = torch.float64,
) -> list[Tensor]:
    """`depth` square Gaussian factors whose product has the Frobenius norm `scale`.

    Drawn in float64 whatever their type will be. Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless size and depth are whole and at least 1, and scale is above 0.
    """
    size, depth = whole("size", size, 1), whole("depth", depth, 1)
    scale, seed = positive("scale", scale), whole("seed", seed, 0)
    generator = torch.Generator().manual_seed(seed)
    shape = (depth, size, size)
    factors = list(torch.randn(shape, generator=generator, dtype=torch.float64))
    each = (scale / functools.reduce(torch.matmul, factors).norm()) ** (1 / depth)
    return [(each * factor).to(dtype) for factor in factors]


def balanced_factors(matrix: Tensor, depth: int) -> list[Tensor]:
    """Factors of a square `matrix` [..., n, n] with W_jᵀW_j = W_{j+1}W_{j+1}ᵀ.

    Each has the singular values σ^{1/N}: UΣ^{1/N}, then Σ^{1/N}, and at the end
    Σ^{1/N}Vᵀ. Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless the matrix is real and square, and depth at least 1.
    """
    (matrix,) = _chain([matrix])
    depth = whole("depth", depth, 1)
    if matrix.shape[-1] != matrix.shape[-2]:
        raise ValueError(f"matrix must be square, not of shape {list(matrix.shape)}")
    if depth == 1:
        return [matrix]
    left, values, right = torch.linalg.svd(matrix)
    root = torch.diag_embed(values ** (1 / depth))
    return [left @ root, *[root] * (depth - 2), root @ right]


def imbalance(factors: Sequence[Tensor]) -> float:
    """The largest entry of any W_jᵀW_j - W_{j+1}W_{j+1}ᵀ; gradient flow conserves each.

    Taught in deep-linear.

    Raises
    ------
    ValueError
        As `product`, and for fewer than two factors.
    """
    factors = _chain(factors)
    if len(factors) < 2:
        raise ValueError("factors must be two or more, not 1: one balances nothing")
    pairs = itertools.pairwise(factors)
    return max((a.mT @ a - b @ b.mT).abs().max().item() for a, b in pairs)


def singular_rates(matrix: Tensor, slope: Tensor, depth: int) -> Tensor:
    """dσ_r/dt of the product of `depth` balanced factors under gradient flow.

    N σ_r^{2-2/N} ⟨-slope, u_r v_rᵀ⟩ for the singular vectors of `matrix` [..., n, n],
    where the loss has the gradient `slope` (Arora et al. 2019). Taught in deep-linear.

    Returns
    -------
    [..., n], the largest singular value first.

    Raises
    ------
    ValueError
        Unless both are real matrices of one shape, and depth at least 1.
    """
    (matrix,) = _chain([matrix])
    depth = whole("depth", depth, 1)
    if not isinstance(slope, Tensor) or slope.shape != matrix.shape:
        raise ValueError(
            f"slope must be a tensor of shape {list(matrix.shape)}, the matrix's, not "
            + tensor_kind(slope)
        )
    left, values, right = torch.linalg.svd(matrix, full_matrices=False)
    pull = -torch.einsum("...ir,...ij,...rj->...r", left, slope, right)
    return depth * values ** (2 - 2 / depth) * pull


def _chain(factors: Sequence[Tensor]) -> list[Tensor]:
    """The factors as a list; ValueError unless they can be multiplied."""
    factors = list(factors)
    if not factors:
        raise ValueError("factors must be one matrix or more, not none")
    for factor in factors:
        if (
            not isinstance(factor, Tensor)
            or factor.ndim < 2
            or factor.dtype not in (torch.float32, torch.float64)
        ):
            raise ValueError(
                "factors must be float32 or float64 tensors of two dimensions or more, "
                f"not {tensor_kind(factor)}"
            )
    for left, right in itertools.pairwise(factors):
        if left.shape[-1] != right.shape[-2] or left.dtype != right.dtype:
            raise ValueError(
                "factors must follow on each other, but one has shape "
                f"{list(left.shape)} and {left.dtype}, the next {list(right.shape)} "
                f"and {right.dtype}"
            )
    return factors
