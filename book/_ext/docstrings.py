"""Have Sphinx show docstrings as they are meant, though they are no reStructuredText.

They are written to be read in a terminal: |w|² and w_i* are mathematics there, and
single backticks enclose code.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx

CODE = re.compile(r"(``.+?``|`[^`]+`)")
# Of substitutions, of emphasis, of links.
MARKED = re.compile(r"([|*\\]|_(?!\w))")

TAUGHT = re.compile(r"(Taught\s+in\s+)(the\s+sheet\s+of\s+)?([a-z]+(?:-[a-z]+)*)")


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hook, before napoleon's, which makes lists of the sections."""
    app.connect("autodoc-process-docstring", plain, priority=100)
    app.connect("autodoc-skip-member", skip)
    return {"parallel_read_safe": True}


def plain(
    app: Sphinx, what: str, name: str, given: object, options: object, lines: list[str]
) -> None:
    """Escape what reStructuredText would take for markup, outside of code."""
    text = "\n".join(_plain(line) for line in lines)
    lines[:] = TAUGHT.sub(_link, text).splitlines()


def skip(
    app: Sphinx, what: str, name: str, given: object, skipped: bool, options: object
) -> bool | None:
    """Leave out the fields of named tuples, which the class's own words tell of."""
    words = getattr(given, "__doc__", None) or ""
    return True if words.startswith("Alias for field number") else None


def _plain(line: str) -> str:
    parts = CODE.split(line)
    parts[::2] = [MARKED.sub(r"\\\1", part) for part in parts[::2]]
    return "".join(parts)


def _link(found: re.Match) -> str:
    words, sheet, page = found.groups()
    return f"{words}:doc:`/book/{'exercises/' if sheet else ''}{page}`"
