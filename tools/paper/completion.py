"""Matrix completion by products of matrices: Arora et al. (2019), at their size.

100 x 100 matrices of rank 5 and Frobenius norm 100. Plain gradient descent on half the
squared error of the observed entries, where the paper's figures use RMSprop.
"""

from __future__ import annotations

import torch
from torch import Tensor

from lib.deep_linear.completion import complete as descend
from lib.deep_linear.completion import low_rank_problem
from lib.ensemble.threads import one_thread

SIZE, RANK = 100, 5


def problem(observed: int, seed: int) -> tuple[Tensor, Tensor]:
    """A matrix `[100, 100]`, float64, and which of its entries are seen."""
    return low_rank_problem(SIZE, RANK, observed, seed)


def complete(
    truth: Tensor, seen: Tensor, depth: int, start: float, steps: int, seed: int
) -> Tensor:
    """The product of `depth` factors after gradient descent from a small product.

    The factors begin as Gaussian matrices whose product has the Frobenius norm `start`
    times that of the truth; the step is that of `lib.deep_linear.complete`.
    """
    return descend(truth, seen, depth, start * truth.norm().item(), steps, seed)


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
