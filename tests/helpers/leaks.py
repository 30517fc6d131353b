"""Whether what students see holds a line of a solution or of a hidden test."""

from __future__ import annotations

import html
import json
import re

from nbformat import NotebookNode

KINDS = "(?:SOLUTION|HIDDEN TESTS)"
REGION = re.compile(f"### BEGIN {KINDS}[^\n]*\n(.*?)### END {KINDS}", re.DOTALL)
# In shorter ones, such as "pass", there is nothing to tell.
SHORTEST = 8


def secrets(notebook: NotebookNode, *public: str) -> set[str]:
    """The lines of a course's notebook that are solution or key, and nowhere public.

    Parameters
    ----------
    notebook
        nbgrader's source, with solutions and hidden tests.
    public
        Texts that students may read; a line that occurs in one is no secret.
    """
    lines = set()
    for cell in notebook.cells:
        own = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and own.get("solution"):
            lines |= set(cell.source.splitlines())
        for region in REGION.findall(cell.source):
            lines |= set(region.splitlines())
    known = _squeezed("\n".join(public))
    return {
        line
        for line in lines
        if len(_squeezed(line)) >= SHORTEST and _squeezed(line) not in known
    }


def leaks(folder, lines: set[str]) -> list[tuple[str, str]]:
    """(file, line) for each of `lines` in a file under `folder`.

    Notebooks are read cell by cell and pages without their tags; spaces do not matter.
    """
    wanted = {line: _squeezed(line) for line in lines}
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            texts = [_squeezed(text) for text in _texts(path)]
            found += [
                (str(path.relative_to(folder)), line)
                for line, text in sorted(wanted.items())
                if any(text in seen for seen in texts)
            ]
    return found


def _texts(path) -> list[str]:
    raw = path.read_bytes().decode("utf8", "replace")
    if path.suffix == ".ipynb":
        return [raw, *_strings(json.loads(raw))]
    return [raw, html.unescape(re.sub(r"<[^>]*>", "", raw)), html.unescape(raw)]


def _strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        if all(isinstance(part, str) for part in value):
            return ["".join(value)]
        return [text for part in value for text in _strings(part)]
    return _strings([*value.values()]) if isinstance(value, dict) else []


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
