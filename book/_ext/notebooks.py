"""A notebook of every page with code, and the buttons that open it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import quote

import nbformat
from docutils import nodes
from ledger import evidence
from measured import QUANTITIES, quantity
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.book import PUBLISHED, Book
from tools.myst import Told
from tools.notebooks import chapter, has_code
from tools.sheets import instructor, student

FOLDER = "notebooks"
SHEETS = "book/exercises/"
RELEASED = "release"
"""Where Binder finds the students' notebooks, which postBuild writes."""


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks, the buttons' after the theme has made its own."""
    app.connect("html-page-context", point_buttons, priority=600)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def place(docname: str) -> str:
    """Where in the site the notebook of a page is."""
    return f"{FOLDER}/{docname.removeprefix('book/')}.ipynb"


def point_buttons(
    app: Sphinx, docname: str, template: str, context: dict, doctree: nodes.document
) -> None:
    """Lead from the theme's buttons to the page's notebook.

    The theme has Colab open the Markdown source, which it cannot, and offers for
    download a notebook in MyST.
    """
    own = place(docname)
    for group in context.get("header_buttons", []):
        for button in group.get("buttons", []):
            if button["text"] == "Colab":
                start, found, _ = button["url"].partition("/blob/")
                button["url"] = f"{start}{found}{PUBLISHED}/{quote(own)}"
            elif button["text"] == "Binder" and docname.startswith(SHEETS):
                # In their source stand the solutions.
                name = docname.removeprefix(SHEETS)
                start, found, _ = button["url"].partition("lab/tree/")
                button["url"] = f"{start}{found}{RELEASED}/{name}.ipynb"
            elif button["text"] == ".ipynb":
                button["url"] = context["pathto"](own, 1)


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the notebooks into the site, and remove those that the theme copied."""
    if exception is not None or app.builder.format != "html":
        return
    for copied in Path(app.outdir, "_sources").rglob("*.ipynb"):
        copied.unlink()
    shutil.rmtree(Path(app.outdir, FOLDER), ignore_errors=True)
    book = Book(Path(app.srcdir))
    for docname in app.env.found_docs:
        if not has_code(book.source(docname)):
            continue
        if docname not in app.env.book_runs:
            continue  # read, but not executed: one page is built
        if docname.startswith(SHEETS):
            made = student(instructor(book.source(docname), book))
        else:
            made = chapter(docname, book, told(app.env, docname))
        path = Path(app.outdir, place(docname))
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(made, path)


def told(env: BuildEnvironment, docname: str) -> Told:
    """What the executions measured, as Markdown, for the roles that quote it."""
    own = env.book_runs[docname]
    quoted = {("glue:text", name): text for name, text in own["numbers"].items()}
    quoted |= {("measured", name): quantity(own, name) for name in QUANTITIES}
    book = Book(Path(env.srcdir))
    for page, run in env.book_runs.items():
        for claim in run["claims"]:
            line = f"> ✓ {claim['statement']}: {evidence(claim)}"
            quoted["tested-claim", claim["name"]] = line
            address = f"{book.web_page(page)}#claim-{claim['name']}"
            quoted["claim", claim["name"]] = f"[{claim['name']}]({address})"
    return quoted
