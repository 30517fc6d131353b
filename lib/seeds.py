"""Every random draw of the book comes from one root, the variable `BOOK_SEED`."""

from __future__ import annotations

import os
import zlib

import numpy as np

from lib.checks import whole


def root() -> int:
    """The root seed: environment variable `BOOK_SEED`, 0 where it is unset.

    Raises
    ------
    ValueError
        If `BOOK_SEED` is set to anything but a whole number of at least 0.
    """
    text = os.environ.get("BOOK_SEED") or "0"
    if not text.isascii() or not text.isdigit():
        raise ValueError(f"BOOK_SEED must be a whole number >= 0, not {text!r}")
    return int(text)


def seeds(n: int, purpose: str = "") -> list[int]:
    """`n` independent seeds, in [0, 2^32), for one purpose of one chapter.

    The same root and purpose give the same seeds, and the first of many are the same
    as the few, so that adding repeats keeps those already run.
    """
    n = whole("n", n, 1)
    key = zlib.crc32(purpose.encode())
    words = np.random.SeedSequence([root(), key]).generate_state(n)
    return [int(word) for word in words]
