"""Exercise sheets: the instructor's and the student's notebook, from the one source.

A sheet is a MyST notebook. What is asked, and how it is graded, stands in the metadata
of its cells:

- a code cell with ``:nbgrader: {grade_id: NAME}`` and a solution between the lines
  ``### BEGIN SOLUTION`` and ``### END SOLUTION`` is the student's to write;
- one with ``:nbgrader: {grade_id: NAME, points: 3}`` and no such lines checks it;
- a Markdown cell that begins ``+++ {"nbgrader": {"grade_id": "NAME", "points": 2}}``
  holds the solution of a question in prose, which a person grades;
- a code cell with the tag ``parameters-of-student`` assigns ``STUDENT``.
"""

from __future__ import annotations

import dis
import re
import symtable
from copy import deepcopy
from pathlib import Path
from typing import Any

import jupytext
from nbformat import NotebookNode, from_dict

from tools import stubs
from tools.book import BOOK, ROOT, Book
from tools.myst import directives, flatten
from tools.notebooks import notebook

SOLUTION = re.compile(
    r"^([ \t]*)### BEGIN SOLUTION[^\n]*\n.*?^[ \t]*### END SOLUTION[^\n]*$",
    re.MULTILINE | re.DOTALL,
)
MARKER = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION", re.MULTILINE)
GRADED_LINE = re.compile(r"^:nbgrader:.*\bgrade_id: *([\w-]+)", re.MULTILINE)
GRADE_ID = re.compile(r"[A-Za-z0-9][\w-]*")
PARAMETERS = "parameters-of-student"


def sheets() -> list[Path]:
    """The sources of all sheets, by name."""
    # What macOS and editors leave beside a file has a name that is hidden.
    return sorted((ROOT / "book/exercises").glob("[!.]*.md"))


def instructor(path: Path, book: Book = BOOK) -> NotebookNode:
    """The sheet of `book` at `path` as nbgrader's source: solutions in, Markdown plain.

    Raises
    ------
    ValueError
        If a cell's metadata or markers are none of those above, or a `grade_id` occurs
        twice: the message names the sheet and the cell.
    """
    path = Path(path)
    source = jupytext.read(path)
    page = f"book/exercises/{path.stem}"
    cells, seen = [], set()
    for cell in source.cells:
        given = cell.metadata.get("nbgrader")
        tags = cell.metadata.get("tags", [])
        where = f"{path.name}, cell {len(cells) + 1}"
        cell.metadata = NotebookNode()
        if PARAMETERS in tags:
            given = {"grade_id": "student"}
            cell.metadata.tags = [PARAMETERS]
        try:
            own = _grading(cell, given, PARAMETERS in tags)
            if cell.cell_type == "markdown":
                if given is None and _has_solution(cell.source):
                    raise ValueError("a solution needs a grade_id on a line above it")
                cell.source = flatten(cell.source, page, book)
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from None
        if own is not None:
            if own["grade_id"] in seen:
                raise ValueError(f"{where}: grade_id {own['grade_id']} occurs twice")
            seen.add(own["grade_id"])
            cell.metadata.nbgrader = from_dict(own)
        cells.append(cell)
    _name_what_is_missing(cells)
    return notebook(cells, book)


def student(notebook: NotebookNode) -> NotebookNode:
    """A copy of the instructor's notebook with a stub for each solution.

    A stub raises an error that names the question, so that a check which meets it says
    what is not answered yet.
    """
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        own = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code":
            cell.source = stub(cell.source, own.get("grade_id", ""))
            cell.outputs, cell.execution_count = [], None
        elif own.get("solution"):
            cell.source = stubs.PROSE
    return notebook


def stub(source: str, grade_id: str) -> str:
    """The code of a cell with each solution replaced by an error that names it."""
    return SOLUTION.sub(rf"\g<1>{stubs.code(grade_id)}", source)


def solved(source: str) -> str:
    """The code of a cell without the lines that mark its solution."""
    marker = r"^[ \t]*### (BEGIN|END) SOLUTION[^\n]*\n?"
    return re.sub(marker, "", source, flags=re.MULTILINE).rstrip()


def _grading(cell: NotebookNode, given: Any, fixed: bool) -> dict[str, Any] | None:
    """The whole of nbgrader's metadata; None for a cell that it need not know."""
    marked = cell.cell_type == "code" and bool(MARKER.search(cell.source))
    left = MARKER.search(SOLUTION.sub("", cell.source)) if marked else None
    if left:
        raise ValueError("BEGIN SOLUTION and END SOLUTION must come in pairs")
    if given is None:
        if marked:
            raise ValueError("a cell with a solution needs a grade_id")
        return None
    if not isinstance(given, dict) or set(given) - {"grade_id", "points"}:
        raise ValueError(f"nbgrader must hold grade_id and perhaps points: {given!r}")
    grade_id, points = given.get("grade_id"), given.get("points")
    if not isinstance(grade_id, str) or not GRADE_ID.fullmatch(grade_id):
        raise ValueError(f"grade_id must be a word, not {grade_id!r}")
    prose = cell.cell_type == "markdown"
    graded = prose or not (marked or fixed)
    if graded != (points is not None) or (graded and not points > 0):
        raise ValueError(
            f"{grade_id}: points must be above 0 in a check or a question in prose, "
            f"and left out in a solution, not {points!r}"
        )
    return {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": graded,
        "solution": marked or prose,
        "locked": not (marked or prose),
        "task": False,
        "cell_type": cell.cell_type,
        **({"points": points} if graded else {}),
    }


def _name_what_is_missing(cells: list[NotebookNode]) -> None:
    """Have each check say which question is open, before it meets an undefined name.

    Where the student writes a function, what raises is the stub within it; where they
    assign a number, nothing would be there to raise.
    """
    question: dict[str, str] = {}
    for cell in cells:
        own = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code":
            continue
        given = _assigned(stub(cell.source, own.get("grade_id", "")))
        for name in given:
            question.pop(name, None)
        if own.get("solution"):
            missing = _assigned(cell.source) - given
            question |= dict.fromkeys(missing, own.grade_id)
        elif own.get("grade"):
            needed = [name for name in _used(cell.source) if name in question]
            tests = [
                f'assert "{name}" in globals(), "{stubs.message(question[name])}"\n'
                for name in needed
            ]
            cell.source = "".join(tests) + cell.source


def _assigned(source: str) -> set[str]:
    """The names that code defines where it stands, not inside its functions."""
    steps = dis.get_instructions(compile(source, "cell", "exec"))
    return {step.argval for step in steps if step.opname == "STORE_NAME"}


def _used(source: str) -> list[str]:
    """The names that code takes from outside of it."""
    tables = [symtable.symtable(source, "cell", "exec")]
    names = set()
    for table in tables:
        tables += table.get_children()
        top = table.get_type() == "module"
        names |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if (symbol.is_referenced() if top else symbol.is_global())
        }
    return sorted(names)


def _has_solution(text: str) -> bool:
    return any(
        not isinstance(part, str) and part.name == "solution"
        for part in directives(text)
    )
