"""A matrix from some of its entries: by gradient descent on factors, and otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lib.checks import inside, not_negative, positive, tensor_kind, whole
from lib.deep_linear.factors import factor_slopes, gaussian_factors, product


def low_rank_problem(
    size: int, rank: int, observed: int, seed: int
) -> tuple[Tensor, Tensor]:
    """A matrix [size, size] of low rank, and which of its entries are seen.

    A product of two Gaussian matrices, float64, scaled to entries of mean square 1;
    `observed` entries are drawn without replacement. Taught in deep-linear.

    Returns
    -------
    The matrix, and truth values of the same shape.

    Raises
    ------
    ValueError
        Unless 1 <= rank <= size and 1 <= observed <= size².
    """
    size, seed = whole("size", size, 1), whole("seed", seed, 0)
    rank = whole("rank", rank, 1, size)
    observed = whole("observed", observed, 1, size**2)
    generator = torch.Generator().manual_seed(seed)
    halves = torch.randn(2, size, rank, generator=generator, dtype=torch.float64)
    truth = halves[0] @ halves[1].T
    order = torch.randperm(size**2, generator=generator)
    seen = torch.zeros(size**2, dtype=torch.bool)
    seen[order[:observed]] = True
    return truth * (size / truth.norm()), seen.view(size, size)


@torch.no_grad()
def complete(
    matrix: Tensor,
    seen: Tensor,
    depth: int,
    scale: float,
    steps: int,
    seed: int,
    speed: float = 1.0,
) -> Tensor:
    """The product of `depth` factors after gradient descent on the seen entries.

    Plain descent on half the summed squared error. The step is constant, `speed` /
    (N s^(2-2/N)) with s the largest singular value of the seen part over the seen
    share: about the inverse curvature along the largest direction at the end (Arora et
    al. 2019 use another optimiser). Taught in deep-linear.

    Parameters
    ----------
    matrix
        [n, n], float32 or float64; what is not seen is not looked at.
    seen
        [n, n], truth values.
    depth
        How many factors, at least 1.
    scale
        Frobenius norm of the product of the Gaussian factors at the start.
    steps
        How many steps, at least 0.
    seed
        Of the factors.
    speed
        Multiplies the step.

    Raises
    ------
    ValueError
        If an argument is not as above.
    """
    data = _seen_part(matrix, seen)
    depth, steps = whole("depth", depth, 1), whole("steps", steps, 0)
    scale, speed = positive("scale", scale), positive("speed", speed)
    factors = gaussian_factors(len(data), depth, scale, seed, data.dtype)
    largest = torch.linalg.matrix_norm(data * (seen.numel() / seen.sum()), 2).item()
    step = speed / (depth * largest ** (2 - 2 / depth))
    mask = seen.to(data.dtype)
    for _ in range(steps):
        slopes = factor_slopes(factors, mask * product(factors) - data)
        factors = [f - step * s for f, s in zip(factors, slopes, strict=True)]
    return product(factors)


@torch.no_grad()
def least_nuclear_norm(matrix: Tensor, seen: Tensor, iterations: int = 400) -> Tensor:
    """The matrix of least nuclear norm that agrees with the seen entries (ADMM).

    One copy is soft-thresholded in its singular values, another is set to the seen
    entries where they are seen, and a third adds up by how much the two disagree.
    Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless the matrix is square and something is seen of it, and iterations >= 1.
    """
    data = _seen_part(matrix, seen)
    iterations = whole("iterations", iterations, 1)
    threshold = torch.linalg.matrix_norm(data, 2) * 0.1
    second, drift = data, torch.zeros_like(data)
    for _ in range(iterations):
        left, values, right = torch.linalg.svd(second - drift, full_matrices=False)
        first = (left * (values - threshold).clamp(min=0)) @ right
        second = torch.where(seen, data, first + drift)
        drift = drift + first - second
    return second


@torch.no_grad()
def alternating_least_squares(
    matrix: Tensor, seen: Tensor, rank: int, seed: int, sweeps: int = 100
) -> Tensor:
    """A matrix ABᵀ of given rank that fits the seen entries, by solving for A, then B.

    With a ridge that falls from 10 to 1e-9 over the sweeps, without which a row with
    few entries blows up. Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless the matrix is square, something is seen of it, and 1 <= rank <= n.
    """
    data = _seen_part(matrix, seen)
    rank = whole("rank", rank, 1, len(data))
    sweeps, seed = whole("sweeps", sweeps, 1), whole("seed", seed, 0)
    generator = torch.Generator().manual_seed(seed)
    right = torch.randn(len(data), rank, generator=generator, dtype=torch.float64)
    data, mask = data.double(), seen.double()
    for ridge in torch.logspace(1, -9, sweeps, dtype=torch.float64):
        left = _ridge_rows(data, mask, right, ridge)
        right = _ridge_rows(data.T, mask.T, left, ridge)
    return (left @ right.T).to(matrix.dtype)


def held_out_rank(
    matrix: Tensor, seen: Tensor, ranks: Sequence[int], seed: int, share: float = 0.1
) -> int:
    """Of the `ranks` the one at which least squares errs least on held-out entries.

    A `share` of the seen entries is held out, at random; the rest are fitted by
    `alternating_least_squares`. Taught in deep-linear.

    Raises
    ------
    ValueError
        If there are no ranks, or the share leaves nothing to fit or to hold out.
    """
    data, ranks = _seen_part(matrix, seen), list(ranks)
    share = inside("share", share, 0, 1, "()")
    if not ranks:
        raise ValueError("ranks must be one or more, not none")
    places = seen.flatten().nonzero()[:, 0]
    generator = torch.Generator().manual_seed(whole("seed", seed, 0))
    places = places[torch.randperm(len(places), generator=generator)]
    out = places[: round(share * len(places))]
    if not 0 < len(out) < len(places):
        raise ValueError(
            f"share must hold out some entries, not {share:g} of {len(places)}"
        )
    kept = seen.flatten().clone()
    kept[out] = False
    kept = kept.view_as(seen)
    errors = []
    for rank in ranks:
        made = alternating_least_squares(data, kept, rank, seed)
        errors.append((made - data).flatten()[out].square().mean().item())
    return ranks[errors.index(min(errors))]


def effective_rank(matrix: Tensor) -> float:
    """E to the entropy of the singular values as shares (Roy & Vetterli 2007).

    n for n equal ones, 1 for one alone. Taught in deep-linear.

    Raises
    ------
    ValueError
        Unless it is a real matrix other than 0.
    """
    if not isinstance(matrix, Tensor) or matrix.ndim != 2 or not matrix.any():
        raise ValueError(
            f"matrix must be a matrix other than 0, not {tensor_kind(matrix)}"
        )
    values = torch.linalg.svdvals(matrix)
    return torch.special.entr(values / values.sum()).sum().exp().item()


def _ridge_rows(data: Tensor, mask: Tensor, other: Tensor, ridge: Tensor) -> Tensor:
    """For each row of the data the coefficients of ridge regression on `other`."""
    n, rank = other.shape
    squares = (other[:, :, None] * other[:, None, :]).reshape(n, rank * rank)
    gram = (mask @ squares).reshape(-1, rank, rank)
    gram = gram + not_negative("ridge", ridge) * torch.eye(rank, dtype=gram.dtype)
    return torch.linalg.solve(gram, data @ other)


def _seen_part(matrix: Tensor, seen: Tensor) -> Tensor:
    """The matrix, 0 where it is not seen; ValueError unless the two fit."""
    if (
        not isinstance(matrix, Tensor)
        or matrix.ndim != 2
        or matrix.shape[0] != matrix.shape[1]
        or matrix.dtype not in (torch.float32, torch.float64)
    ):
        raise ValueError(
            "matrix must be a square float32 or float64 tensor, not "
            + tensor_kind(matrix)
        )
    if (
        not isinstance(seen, Tensor)
        or seen.dtype != torch.bool
        or seen.shape != matrix.shape
        or not seen.any()
    ):
        raise ValueError(
            f"seen must be a boolean tensor of shape {list(matrix.shape)} with some of "
            f"it true, not {tensor_kind(seen)}"
        )
    data = torch.where(seen, matrix, 0)
    if not data.isfinite().all() or not data.any():
        raise ValueError("matrix must be finite where it is seen, and not all 0")
    return data
