"""Where the built book is, and which pages it has.

The variable `BOOK_HTML` points the tests at a book that was built elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SITE = Path(os.environ.get("BOOK_HTML", REPOSITORY / "_build" / "html"))
# Milliseconds that a browser may take over a page where all cores are busy.
PATIENCE = 180_000
MISSING = f"needs the built book: no page in {SITE}"


def pages() -> list[str]:
    """The pages that people read, as paths inside the site."""
    found = SITE.glob("book/**/*.html")
    return sorted(path.relative_to(SITE).as_posix() for path in found)
