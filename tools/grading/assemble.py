"""Notebooks from sheets: the students' from public sources, the course's with keys.

`python -m tools.grading.assemble release FOLDER`, or `course FOLDER`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from importlib.metadata import distribution
from pathlib import Path
from textwrap import indent

import nbformat
from nbformat import NotebookNode

from tools.grading.course import place
from tools.sheets import instructor, sheets, student

EMPTY = re.compile(
    r"^([ \t]*)(### BEGIN SOLUTION.*\n)\s*?([ \t]*### END SOLUTION)", re.MULTILINE
)
# The site's own copy, as far as it is needed: nbgrader's pages load no other.
SITE_MATHJAX = "sphinx-mathjax-offline/static/mathjax"
MATHJAX = ("tex-svg.js", "ui/safe.js", "input/tex/extensions")
CONFIG = """\
from pathlib import Path

try:
    from tools.grading.preprocessors import configure
except ModuleNotFoundError:  # Without it, pages would print hand-ins as they are.
    raise SystemExit("Run this in the book's folder: make formgrader") from None

c = get_config()
configure(c, Path(__file__).parent)
# What this course wants otherwise, for instance:
# c.Sandboxed.timeout = 120  # seconds for each cell
# c.Sandboxed.wall = 900  # seconds for a notebook
"""


class BadKey(ValueError):
    """A key that fits no sheet."""


def with_keys(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """An instructor's notebook with the hidden tests and solutions in `folder`, added.

    Parameters
    ----------
    notebook
        From `tools.sheets.instructor`; changed in place.
    folder
        NAME.py is appended to the check with the `grade_id` NAME, as its hidden tests;
        solutions/NAME.py goes between BEGIN and END SOLUTION of the cell NAME, where
        nothing may stand, and solutions/NAME.md into the question in prose NAME.

    Raises
    ------
    BadKey
        If a file is for no such cell, or a hidden test is not Python.
    """
    cells = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    files = sorted([*folder.glob("*.py"), *folder.glob("solutions/*.*")])
    if unknown := [path.stem for path in files if path.stem not in cells]:
        raise BadKey(f"{folder}: the sheet has no cell {', '.join(unknown)}")
    for path in files:
        cell, text = cells[path.stem], path.read_text("utf8").strip("\n")
        own = cell.metadata.nbgrader
        if path.parent == folder:
            if not own.grade or own.solution:
                raise BadKey(f"{path}: {path.stem} is no check")
            try:
                compile(text, path, "exec")
            except SyntaxError as error:
                raise BadKey(f"{path}: {error}") from None
            cell.source += f"\n### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
        elif cell.cell_type == "markdown":
            cell.source = text
        elif not (region := EMPTY.search(cell.source)):
            raise BadKey(f"{path}: {path.stem} has no empty region for a solution")
        else:
            begin, end = cell.source[: region.end(2)], cell.source[region.start(3) :]
            cell.source = f"{begin}{indent(text, region[1])}\n{end}"
    return notebook


def release(folder: Path, paths: list[Path]) -> None:
    """Write the student's notebook of each sheet into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        nbformat.write(student(instructor(path)), folder / f"{path.stem}.ipynb")


def course(folder: Path, paths: list[Path], keys: Path | None) -> None:
    """Write nbgrader's source notebooks, MathJax and, if it lacks one, its settings."""
    if keys is None:
        print("EXERCISE_KEYS is not set: the course gets no hidden tests")
    elif not keys.is_dir():
        raise BadKey(f"EXERCISE_KEYS: there is no folder {keys}")
    names = {path.stem for path in paths}
    folders = filter(Path.is_dir, keys.glob("[!.]*")) if keys else []
    if unknown := {path.name for path in folders} - names:
        raise BadKey(f"{keys}: there is no sheet {', '.join(sorted(unknown))}")
    for path in paths:
        notebook = instructor(path)
        if keys is not None:
            with_keys(notebook, keys / path.stem)
        target = folder / "source" / path.stem / f"{path.stem}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
    mathjax(folder / "mathjax")
    if not (folder / "nbgrader_config.py").exists():
        (folder / "nbgrader_config.py").write_text(CONFIG, "utf8")


def mathjax(folder: Path) -> None:
    """Copy into `folder` what pages of nbgrader need of the site's own MathJax."""
    source = Path(distribution("sphinx-mathjax-offline").locate_file(SITE_MATHJAX))
    for name in MATHJAX:
        for path in [source / name, *(source / name).rglob("*")]:
            target = folder / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file():
                shutil.copy(path, target)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 1, with a line that says why, if a key or a sheet is wrong."""
    parser = argparse.ArgumentParser(prog="tools.grading.assemble", description=__doc__)
    parser.add_argument("what", choices=("release", "course"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keys", type=Path, help="the instructor's folder of keys")
    parser.add_argument("--sheets", type=Path, help="default: the book's")
    options = parser.parse_args(arguments)
    paths = sorted(options.sheets.glob("*.md")) if options.sheets else sheets()
    try:
        if options.what == "release":
            release(options.folder, paths)
        else:
            course(place(str(options.folder)), paths, options.keys)
    except argparse.ArgumentTypeError as error:
        parser.error(str(error))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
