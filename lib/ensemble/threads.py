"""The arithmetic that all blocks are trained with, and none of its effects outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import torch

_busy = threading.Lock()
_inside = 0
_threads = 1


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """PyTorch on one thread and without denormal numbers, inside; then as before.

    With more threads a product may be cut up, and rounded, in another way. Numbers
    below 1e-38 make arithmetic many times slower, and no difference to a network.
    """
    global _inside, _threads
    flushed = float(torch.tensor(1e-39) * 1) == 0.0
    with _busy:
        if _inside == 0:
            _threads = torch.get_num_threads()
        _inside += 1
        torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(flushed)
        with _busy:
            _inside -= 1
            if _inside == 0:
                torch.set_num_threads(_threads)
