"""Build one page alone, the one that the variable `BOOK_PAGE` names.

The others stay as they are in the site, out of date or not yet there. Pages that were
never read are read with it, since figures are counted through the whole book, but they
are not executed and not written; the next build of the book takes them for changed.
"""

from __future__ import annotations

import os

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

UNEXECUTED = '---\nmystnb:\n  execution_mode: "off"\n'


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks if one page is asked for."""
    if os.environ.get("BOOK_PAGE"):
        app.connect("builder-inited", write_nothing_else, priority=100)
        app.connect("env-get-outdated", read_it)
        # Before what is about to be read is executed, and after.
        app.connect("env-before-read-docs", read_nothing_else, priority=800)
        app.connect("env-before-read-docs", leave_gatherers, priority=950)
        app.connect("source-read", execute_nothing_else, priority=50)
        app.connect("env-updated", take_for_changed)
    return {"parallel_read_safe": True}


def write_nothing_else(app: Sphinx) -> None:
    """Have the builder write the one page, whatever it finds out of date."""
    builder = app.builder
    write = builder.write_doc

    def only(docname: str, doctree: nodes.document) -> None:
        if docname == os.environ["BOOK_PAGE"]:
            write(docname, doctree)

    builder.write_doc = only
    builder.get_outdated_docs = list
    app.env.book_left = set()


def read_it(app: Sphinx, env: BuildEnvironment, *changes: set[str]) -> list[str]:
    """Read the page even if nothing of it has changed."""
    return [os.environ["BOOK_PAGE"]]


def read_nothing_else(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep to the one page, and to those that never were read."""
    page = os.environ["BOOK_PAGE"]
    env.book_left = set(docnames) - {page}
    docnames[:] = sorted({page, *(env.found_docs - env.titles.keys())})


def leave_gatherers(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Leave the pages that gather what all chapters recorded."""
    page = os.environ["BOOK_PAGE"]
    kept = sorted({page, *(env.found_docs - env.titles.keys())} & {*docnames, page})
    env.book_left |= set(docnames) - {page}
    docnames[:] = kept


def execute_nothing_else(app: Sphinx, docname: str, source: list[str]) -> None:
    """Have the other pages read without being executed."""
    if docname != os.environ["BOOK_PAGE"] and "kernelspec:" in source[0]:
        source[0] = source[0].replace("---\n", UNEXECUTED, 1)


def take_for_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the next build read what was left, or was read without its results."""
    for docname in env.book_left & env.all_docs.keys():
        env.all_docs[docname] = 0
    return []
