"""Have a chapter executed again exactly when something it computes with has changed.

jupyter-cache recognises a notebook by its code cells and its kernelspec, not by the
library that the cells import. So each notebook page gets, as it is read, a digest of
that library written into its kernel's display name.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.imports import Asked, asked, asked_by_cells, closure, scan

ROOT = Path(__file__).resolve().parents[2]
HEADER = re.compile(r"\A---\n.*?^---$", re.MULTILINE | re.DOTALL)
DISPLAY_NAME = re.compile(r"^(\s+display_name:\s*)(\S.*?)\s*$", re.MULTILINE)


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks; pages are read anew when what makes them changes."""
    app.connect("builder-inited", scan_library)
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", stamp)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    return {"env_version": own_digest(ROOT), "parallel_read_safe": True}


def own_digest(root: Path) -> str:
    """Digest of the book's extensions and of those parts of `tools` that they use."""
    hooks = sorted((root / "book" / "_ext").glob("[!.]*.py"))
    sources = [path.read_text("utf8") for path in hooks]
    tools = scan(root / "tools")
    used = closure(frozenset().union(*map(asked, sources)), tools)
    parts = [*sources, *(f"{name} {tools[name].digest}" for name in used)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def scan_library(app: Sphinx) -> None:
    """Look at the library once a build."""
    app.env.book_library = scan(Path(app.srcdir) / "lib")
    if not hasattr(app.env, "book_stamps"):
        app.env.book_stamps = {}


def digest(app: Sphinx, imports: Iterable[Asked]) -> str:
    """Digest of what a page with these imports computes with."""
    library = app.env.book_library
    pins = Path(app.srcdir) / "constraints.txt"
    parts = [f"{name} {library[name].digest}" for name in closure(imports, library)]
    parts.append(pins.read_text("utf8") if pins.is_file() else "")
    parts.append(os.environ.get("BOOK_SEED") or "0")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def stamp(app: Sphinx, docname: str, source: list[str]) -> None:
    """Write the digest of a notebook page into its kernel's display name."""
    if not is_myst_markdown_notebook(source[0]):
        return
    path = app.env.doc2path(docname)
    notebook = read_myst_markdown_notebook(source[0], app.env.myst_config, path=path)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    imports = asked_by_cells(cells)
    mark = digest(app, imports)
    header = HEADER.match(source[0])
    named = header and DISPLAY_NAME.search(header[0])
    if not named:
        raise ExtensionError(
            f"{docname}: a page with code cells needs the full jupytext header, with "
            "kernelspec: display_name and name"
        )
    name = json.dumps(f"{named[2].strip(chr(34) + chr(39))} {mark}")
    source[0] = source[0][: named.start(2)] + name + source[0][named.end(2) :]
    app.env.book_stamps[docname] = (mark, imports)


def outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Pages whose own file is as it was, but not what it computes with."""
    return [
        docname
        for docname, (mark, imports) in env.book_stamps.items()
        if mark != digest(app, imports)
    ]


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page that is removed or about to be read again."""
    env.book_stamps.pop(docname, None)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader noted."""
    stamps = other.book_stamps
    env.book_stamps.update({name: stamps[name] for name in docnames if name in stamps})
