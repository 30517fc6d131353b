"""Matrix completion by products of matrices: Arora et al. (2019), at their size.

100 x 100 matrices of rank 5 and Frobenius norm 100. Plain gradient descent on half the
squared error of the observed entries, where the paper's figures use RMSprop.
"""

from __future__ import annotations

import functools

import torch
from torch import Tensor

from lib.ensemble.threads import one_thread

SIZE, RANK = 100, 5


def problem(observed: int, seed: int) -> tuple[Tensor, Tensor]:
    """A matrix `[100, 100]`, float64, and which of its entries are seen."""
    generator = torch.Generator().manual_seed(seed)
    halves = torch.randn(2, SIZE, RANK, generator=generator, dtype=torch.float64)
    truth = halves[0] @ halves[1].T
    order = torch.randperm(SIZE**2, generator=generator)
    seen = torch.zeros(SIZE**2, dtype=torch.bool)
    seen[order[:observed]] = True
    return truth * (SIZE / truth.norm()), seen.view(SIZE, SIZE)


def complete(
    truth: Tensor, seen: Tensor, depth: int, start: float, steps: int, seed: int
) -> Tensor:
    """The product of `depth` factors after gradient descent from a small product.

    The factors begin as Gaussian matrices whose product has about the Frobenius norm
    `start` times that of the truth. The step is 1 / (depth s^(2-2/depth)) with s the
    largest singular value of the observed part over the observed share: the curvature
    along the largest direction at the end.
    """
    generator = torch.Generator().manual_seed(seed)
    shape = (depth, SIZE, SIZE)
    factors = list(torch.randn(shape, generator=generator, dtype=torch.float64))
    product = functools.reduce(torch.matmul, factors)
    size = (start * truth.norm() / product.norm()) ** (1 / depth)
    factors = [size * factor for factor in factors]
    visible = torch.where(seen, truth, 0.0) * (seen.numel() / seen.sum())
    largest = torch.linalg.matrix_norm(visible, 2)
    step = 1 / (depth * largest ** (2 - 2 / depth))
    for _ in range(steps):
        left = _products(factors)
        right = _products([f.T for f in reversed(factors)])
        error = torch.where(seen, factors[0] @ right[depth - 1].T - truth, 0.0)
        factors = [
            factor - step * (left[i].T @ error @ right[depth - 1 - i])
            for i, factor in enumerate(factors)
        ]
    return functools.reduce(torch.matmul, factors)


def row(key: dict, settings: dict) -> dict:
    """Errors, root mean square, of one completed matrix, and its effective rank."""
    with one_thread(), torch.no_grad():
        truth, seen = problem(key["observed"], key["seed"])
        made = complete(
            truth, seen, key["depth"], settings["start"], settings["steps"], key["seed"]
        )
        spectrum = torch.linalg.svdvals(made)
        shares = spectrum / spectrum.sum()
        error = made - truth
    return {
        **key,
        "seen_rmse": error[seen].square().mean().sqrt().item(),
        "missing_rmse": error[~seen].square().mean().sqrt().item(),
        # exp of the entropy of the spectrum (Roy & Vetterli 2007).
        "effective_rank": torch.special.entr(shares).sum().exp().item(),
        "nuclear_norm": spectrum.sum().item(),
    }


def _products(factors: list[Tensor]) -> list[Tensor]:
    """Products of the first 0, 1, ... of them."""
    out = [torch.eye(SIZE, dtype=factors[0].dtype)]
    for factor in factors[:-1]:
        out.append(out[-1] @ factor)
    return out
