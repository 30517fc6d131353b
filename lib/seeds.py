"""Every random draw of the book comes from one root, the variable `BOOK_SEED`."""

from __future__ import annotations

import os
import zlib

import numpy as np

from lib.checks import whole


def root() -> int:
    """The root seed: environment variable `BOOK_SEED`, 0 where it is unset.

    Taught in how-we-measure.

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

    The same root and purpose give the same seeds, and the first of many are the same as
    the few, so that adding repeats keeps those already run. Taught in how-we-measure.
    """
    n = whole("n", n, 1)
    key = zlib.crc32(purpose.encode())
    words = np.random.SeedSequence([root(), key]).generate_state(n)
    return [int(word) for word in words]


def student_seed(student: str, purpose: str = "") -> int:
    """A seed of one student's own, in [0, 2^32), for one purpose of a sheet.

    It depends on nothing else, `BOOK_SEED` included, so that a grader who knows the
    student's id finds the numbers that the student was given. Taught in the sheet of
    evidence.

    Raises
    ------
    ValueError
        If `student` is not a string with something in it other than spaces.
    """
    if not isinstance(student, str) or not student.strip():
        raise ValueError(f"student must be a non-empty string, not {student!r}")
    keys = [zlib.crc32(text.encode()) for text in (student.strip(), purpose)]
    return int(np.random.SeedSequence(keys).generate_state(1)[0])
