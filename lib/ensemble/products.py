"""Which library multiplies: a fixed function of the shapes and of the processor.

PyTorch's float32 products are MKL's. On AMD's Zen 5, MKL leaves half of the width of
the registers idle, and oneDNN, which PyTorch carries too, does not: it multiplies
larger shapes twice as fast there, small ones more slowly. PyTorch hands a product to
oneDNN where `torch.set_float32_matmul_precision` is "medium". On a processor with
tiles for bfloat16 (Intel's AMX) that also rounds both factors to 8 bits; on one
without it is a float32 product like any other, which `uses_onednn` makes sure of.

Everywhere but on Zen 5 (where both were measured: benchmarks/peers.py) nothing is
chosen, and MKL multiplies.
"""

from __future__ import annotations

import contextlib
import itertools
import platform
import re
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import torch

from lib.ensemble.settings import Plan

# With fewer images, or fewer multiplications as they pass a network, oneDNN's calls
# cost more than its products save, in stacks of some sixteen networks.
_IMAGES, _WORK = 16, 150_000
# PyTorch keeps a stack of products with fewer multiplications than this from oneDNN:
# where R of them have more and R - 1 have fewer, rounding would depend on R.
_KEPT = 16**3
_ZEN5 = 26

_turn = threading.Condition()
_inside = 0
_before = "highest"


class _OfThread(threading.local):
    """How often a thread is inside; nothing of another thread."""

    depth = 0


_mine = _OfThread()


def precision(plan: Plan, sizes: Sequence[int], images: int) -> str:
    """How stacks of networks with layers of these sizes multiply by so many images.

    In the terms of `torch.set_float32_matmul_precision`. The same for a stack of two as
    for one of hundreds.
    """
    if plan.device != "cpu" or plan.model is not None:
        return plan.precision
    weights = [a * b for a, b in itertools.pairwise(sizes)]
    if images < _IMAGES or images * sum(weights) < _WORK:
        return "highest"
    # Of two networks, and without the bias, as the error goes back.
    if 2 * images * min(weights) <= _KEPT:
        return "highest"
    return "medium" if uses_onednn() else plan.precision


def uses_onednn() -> bool:
    """Whether larger products are oneDNN's here, in full float32."""
    return _is_zen5() and _keeps_float32()


@lru_cache(maxsize=1)
def _is_zen5() -> bool:
    """Whether this is an AMD of family 26 or later, and PyTorch uses AVX-512 on it."""
    family = re.search(r"family\s*:?\s*(\d+)", about := _processor(), re.IGNORECASE)
    new = "AuthenticAMD" in about and family is not None and int(family[1]) >= _ZEN5
    return new and torch.backends.cpu.get_cpu_capability() == "AVX512"


def _processor() -> str:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()


@lru_cache(maxsize=1)
def _keeps_float32() -> bool:
    """Whether "medium" still multiplies float32 numbers, found out by trying."""
    # These differ from 1 in bits that neither bfloat16 nor TF32 has.
    factor = torch.full((2, 32, 32), 1 + 2**-20)
    with multiplying("medium"):
        return bool((torch.bmm(factor, factor.mT) == 32 * (1 + 2**-19)).all())


@contextlib.contextmanager
def multiplying(how: str) -> Iterator[None]:
    """PyTorch with this precision of products, inside; then as before.

    The setting is one for all threads: another thread that asks for another precision
    waits. RuntimeError for one that would wait for itself.
    """
    global _inside, _before
    with _turn:
        if _mine.depth and torch.get_float32_matmul_precision() != how:
            raise RuntimeError(f"{how!r} was asked for inside another precision")
        _turn.wait_for(
            lambda: not _inside or torch.get_float32_matmul_precision() == how
        )
        if not _inside:
            _before = torch.get_float32_matmul_precision()
            torch.set_float32_matmul_precision(how)
        _inside += 1
        _mine.depth += 1
    try:
        yield
    finally:
        with _turn:
            _mine.depth -= 1
            _inside -= 1
            if not _inside:
                torch.set_float32_matmul_precision(_before)
                _turn.notify_all()
