"""A submission set on the released notebook: the answers are its only part that counts.

What a student did to anything else (deleted, copied, moved or rewrote a cell, gave it
other points or another name) changes nothing, because it is never looked at.
"""

from __future__ import annotations

from copy import deepcopy

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell


def rebuild(release: NotebookNode, submission: NotebookNode) -> NotebookNode:
    """The released notebook with the answers and the extra cells of a submission.

    Parameters
    ----------
    release
        What students were given, with nbgrader's metadata.
    submission
        What a student handed in: from each released solution cell, known by its
        `grade_id`, the source is taken (of the first, where there are several). Cells
        that were not released follow the released cell that they followed, marked
        ``extra`` in their metadata.
    """
    known = {_key(cell): i for i, cell in reversed([*enumerate(release.cells)])}
    answers: dict[int, NotebookNode] = {}
    extras: dict[int, list[NotebookNode]] = {}
    place = -1
    for cell in submission.cells:
        if not isinstance(cell.get("source"), str):
            continue
        if _key(cell) in known:
            place = known[_key(cell)]
            answers.setdefault(place, cell)
        elif cell.source.strip():
            extras.setdefault(place, []).append(_extra(cell))
    result = deepcopy(release)
    for place, answer in answers.items():
        cell = result.cells[place]
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answer.source
            if cell.cell_type == "markdown" and "attachments" in answer:
                with_files = NotebookNode({**cell, "attachments": answer.attachments})
                if nbformat.validator.isvalid(with_files, "markdown_cell", 4, 5):
                    result.cells[place] = with_files
    released, result.cells = result.cells, list(extras.get(-1, []))
    for place, cell in enumerate(released):
        result.cells += [cell, *extras.get(place, [])]
    return result


def _key(cell: NotebookNode) -> tuple[str, str]:
    """What a cell is known by: its grade_id, or else, word for word, what it says."""
    own = cell.get("metadata", {}).get("nbgrader")
    grade_id = own.get("grade_id") if isinstance(own, dict) else None
    if isinstance(grade_id, str) and grade_id:
        return "grade_id", grade_id
    return str(cell.get("cell_type")), cell.source.strip()


def _extra(cell: NotebookNode) -> NotebookNode:
    new = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    return new(cell.source, metadata={"extra": True})
