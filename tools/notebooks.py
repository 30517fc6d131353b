"""A chapter as a notebook that runs anywhere, from the MyST that it is written in."""

from __future__ import annotations

from pathlib import Path

import jupytext
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.book import BOOK, Book
from tools.myst import Told, flatten

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# Without it, nbconvert would not know what to call a script of the notebook.
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
INSTALL = """\
# Where the book is not installed, as in Colab, this installs it.
import importlib.util
import subprocess
import sys

if importlib.util.find_spec("lib") is None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "git+{repository}"], check=True)"""
ORIGIN = (
    "*This notebook is [a page of the book]({page}). The numbers in its text were "
    "measured when that page was built; run the cells to measure them here.*"
)
FOLDED = {"hide-input", "hide-cell", "remove-input", "remove-cell"}


def chapter(page: str, book: Book = BOOK, told: Told | None = None) -> NotebookNode:
    """The notebook of a page with code cells: no outputs, and Markdown that is plain.

    Parameters
    ----------
    page
        The page, as the table of contents names it: "book/evidence".
    book
        The book that it is a page of.
    told
        What was measured when the page was executed; see `tools.myst.Told`.

    Raises
    ------
    ValueError
        For MyST that has no plain Markdown; see `tools.myst.flatten`.
    """
    cells = []
    for cell in jupytext.read(book.source(page)).cells:
        if cell.cell_type == "markdown":
            cells.append(new_markdown_cell(flatten(cell.source, page, book, told)))
            continue
        cells.append(new_code_cell(cell.source, metadata=_plain_metadata(cell)))
        if caption := cell.metadata.get("mystnb", {}).get("figure", {}).get("caption"):
            title = book.numbers[cell.metadata.mystnb.figure.name].text
            text = flatten(f"**{title}.** {caption}", page, book, told)
            cells.append(new_markdown_cell(text))
    heading, _, rest = cells[0].source.strip().partition("\n")
    origin = ORIGIN.format(page=book.web_page(page))
    cells[0].source = f"{heading}\n\n{origin}\n{rest}"
    return notebook(cells, book)


def notebook(cells: list[NotebookNode], book: Book = BOOK) -> NotebookNode:
    """A notebook of these cells, below one that installs the book."""
    install = new_code_cell(INSTALL.format(repository=book.repository), id="install")
    for place, cell in enumerate(cells):
        cell.id = f"cell-{place}"
        cell.source = cell.source.strip()
    about = {"kernelspec": KERNEL, "language_info": LANGUAGE}
    made = new_notebook(cells=[install, *cells], metadata=about)
    made.nbformat_minor = 5
    return made


def has_code(path: Path) -> bool:
    """Whether a page has cells to run."""
    return "```{code-cell}" in path.read_text("utf8")


def _plain_metadata(cell: NotebookNode) -> dict:
    folded = FOLDED.intersection(cell.metadata.get("tags", []))
    return {"jupyter": {"source_hidden": True}} if folded else {}
