"""Whether a run is the same to the last bit on this machine, found out by trying.

The engine promises that a run's numbers do not depend on its company. That holds where
the library of matrix products rounds each product of a stack alike: MKL does, told to
by MKL_CBWR (see `lib.rounding`), and oneDNN (see `lib.ensemble.products`). Of others
(Arm's, Apple's, OpenBLAS) it is not known beforehand; where they do not, a run alone
and among others is equal to rounding.
"""

from __future__ import annotations

import itertools
import warnings
from functools import lru_cache

import torch
from torch import Tensor

from lib import rounding
from lib.ensemble.products import multiplying, precision
from lib.ensemble.settings import Plan
from lib.ensemble.threads import one_thread

# Images, inputs and outputs of products; how many are stacked; how far from where the
# memory begins they lie, in numbers of 4 bytes.
_SHAPES = ((1, 7, 11), (4, 65, 10), (13, 33, 64), (16, 785, 24), (60, 9, 5))
_STACKED = (3, 8, 17)
_OFFSETS = (0, 1, 5)

LATE = (
    "PyTorch was used before lib was imported, and its products round differently "
    "alone and among others on this processor: a run's results are equal to "
    "rounding, not to the last bit. Import lib first, or set MKL_CBWR=AUTO in the "
    "environment"
)


@lru_cache(maxsize=1)
def exact() -> bool:
    """Whether a run on CPU is the same to the last bit alone and among others, here.

    Found out by products of several shapes, each formed in stacks of several sizes and
    at several places of the memory: some ten milliseconds, once in a process. Taught in
    noise-scale.
    """
    with one_thread(), torch.no_grad():
        return all(_rounds_alike(*shape) for shape in _SHAPES)


def say_if_late() -> None:
    """Warn if the promise is not kept, and would be had lib been imported first."""
    late = rounding.TORCH_WAS_THERE and rounding.FOUND is None
    if late and torch.backends.mkl.is_available() and not exact():
        warnings.warn(LATE, stacklevel=3)


def _rounds_alike(images: int, inputs: int, outputs: int) -> bool:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(max(_STACKED), images, inputs, generator=generator)
    w = torch.randn(max(_STACKED), inputs, outputs, generator=generator)
    delta = torch.randn(max(_STACKED), images, outputs, generator=generator)
    plan = Plan(hidden=(), steps=1, eval_at=(1,))
    with multiplying(precision(plan, (inputs, outputs), images)):
        wanted = _products(x[:2], w[:2], delta[:2])
        for stacked, offset in itertools.product(_STACKED, _OFFSETS):
            moved = (_moved(t[:stacked], offset) for t in (x, w, delta))
            for got, first in zip(_products(*moved), wanted, strict=True):
                if not torch.equal(got[:2], first):
                    return False
    return True


def _products(x: Tensor, w: Tensor, delta: Tensor) -> tuple[Tensor, ...]:
    """The three products of a layer: upward, the step, and back."""
    return (
        torch.bmm(x, w),
        torch.zeros_like(w).baddbmm_(x.mT, delta),
        torch.bmm(delta, w.mT),
    )


def _moved(tensor: Tensor, offset: int) -> Tensor:
    """A copy that begins `offset` numbers after the beginning of its memory."""
    room = torch.empty(tensor.numel() + offset, dtype=tensor.dtype)
    return room[offset:].view(tensor.shape).copy_(tensor)
