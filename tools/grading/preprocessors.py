"""nbgrader's steps that had to be other than they are, and where they plug in."""

from __future__ import annotations

import os
import re
import time
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook
from nbgrader import preprocessors as stock
from traitlets import Integer, Unicode
from traitlets.config import Config

from tools import stubs
from tools.grading import display, sandbox
from tools.grading.execute import HIDDEN, VERDICTS, execute, is_check
from tools.grading.rebuild import rebuild

PARAMETERS = "parameters-of-student"
SUBMISSION_BYTES = 50_000_000
SOCKETS_BYTES = 64 * 2**20
Result = tuple[NotebookNode, dict]


class Reader(NotebookExporter):
    """Reads any file, so that one that is no notebook counts as a blank one."""

    def from_filename(self, filename: str, *args: Any, **kwargs: Any) -> Any:
        """Export the notebook in the file, or one that says why there is none."""
        resources = kwargs.pop("resources", None) or {}
        try:
            if os.path.getsize(filename) > SUBMISSION_BYTES:
                raise ValueError(f"it is longer than {SUBMISSION_BYTES:,} bytes")
            notebook = nbformat.read(filename, as_version=4)
            notebook.cells = [c for c in notebook.cells if isinstance(c.source, str)]
        except Exception as error:
            self.log.error("%s cannot be read: %s", filename, error)
            text = "The file that was handed in could not be read as a notebook."
            notebook = new_notebook(cells=[new_markdown_cell(text)])
        return self.from_notebook_node(notebook, resources, *args, **kwargs)


class Stubs(stock.ClearSolutions):
    """Leaves in place of a solution what the sheet's public notebook has there."""

    def preprocess_cell(self, cell: NotebookNode, *where: Any) -> Result:
        """Clear one cell; its stub names the question."""
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        self.code_stub = {"python": stubs.code(grade_id)}
        return super().preprocess_cell(cell, *where)


class Rebuild(stock.NbGraderPreprocessor):
    """Sets the answers on the notebook that nbgrader released."""

    release = Unicode("release", help="nbgrader's folder of releases").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> Result:
        """Rebuild one submission."""
        names = resources["nbgrader"]
        folder = Path(self.release, names["assignment"])
        release = nbformat.read(folder / f"{names['notebook']}.ipynb", as_version=4)
        return rebuild(release, nb), resources


class Personalise(stock.NbGraderPreprocessor):
    """Puts the student's true id in the cell that assigns `STUDENT`."""

    def preprocess_cell(self, cell: NotebookNode, resources: dict, _: int) -> Result:
        """Rewrite the cell, if it is that one."""
        if PARAMETERS in cell.metadata.get("tags", []):
            line = f"STUDENT = {resources['nbgrader']['student']!r}"
            cell.source = re.sub(r"(?m)^STUDENT *=.*$", lambda _: line, cell.source)
        return cell, resources


class Sandboxed(stock.Execute):
    """Executes a notebook in the sandbox, in a process that can be killed as a whole.

    Where bubblewrap or prlimit is missing it refuses, unless `UNSAFE` is set.
    """

    timeout = Integer(120, help="seconds for each cell").tag(config=True)
    wall = Integer(900, help="seconds for a whole notebook").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> Result:
        """Execute one notebook; what it did not get to counts as failed."""
        unsafe = sandbox.missing()
        if unsafe and not os.environ.get("UNSAFE"):
            raise RuntimeError(f"not without UNSAFE=1 where {unsafe}")
        with TemporaryDirectory() as folder:
            path = Path(folder, "notebook.ipynb")
            nbformat.write(nb, path)
            process = get_context("fork").Process(
                target=execute, args=(Path(folder), self.timeout, bool(unsafe))
            )
            process.start()
            try:
                self._watch(process, Path(folder, "kernel"))
            finally:
                process.kill()
                process.join()
            executed = nbformat.read(path, as_version=4)
        return executed, resources

    def _watch(self, process: BaseProcess, sockets: Path) -> None:
        end = time.monotonic() + self.wall
        while process.is_alive():
            process.join(0.5)
            files = [path for path in sockets.rglob("*") if path.is_file()]
            if time.monotonic() > end or sum(map(_size, files)) > SOCKETS_BYTES:
                self.log.error("killed: out of time, or of room for files")
                return


class HideTests(stock.NbGraderPreprocessor):
    """Takes hidden tests out of the feedback, and whatever may tell of them.

    A function under test sees what it is given and can keep it. So from the first
    hidden test on, no output is shown, only one of `VERDICTS` for each check.
    """

    def preprocess(self, nb: NotebookNode, resources: dict) -> Result:
        """Clear the outputs of one notebook, and the tests from its source."""
        hidden = False
        for cell in nb.cells:
            hidden = hidden or bool(HIDDEN.search(cell.source))
            if hidden and cell.cell_type == "code":
                cell.outputs = [
                    NotebookNode(output, evalue=text, traceback=[text])
                    for output in cell.outputs[-1:]
                    if is_check(cell) and (text := VERDICTS.get(output.get("ename")))
                ]
            if is_check(cell):
                cell.source = HIDDEN.sub("", cell.source).rstrip()
        return nb, resources


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def configure(c: Config, course: Path) -> None:
    """What a course's `nbgrader_config.py` calls: nbgrader with the steps above."""
    c.CourseDirectory.root = str(course)
    c.CourseDirectory.course_id = course.name
    c.ClearSolutions.text_stub = stubs.PROSE
    c.Rebuild.release = str(course / "release")
    display.configure(c)
    cleared = [stock.ClearOutput, stock.CheckCellMetadata, stock.ComputeChecksums]
    c.GenerateAssignment.preprocessors = [stock.LockCells, Stubs, *cleared]
    c.GenerateAssignment.preprocessors += [stock.SaveCells, stock.ClearHiddenTests]
    c.GenerateAssignment.preprocessors += [stock.ComputeChecksums]
    c.Autograde.exporter_class = Reader
    kept = [stock.OverwriteKernelspec, stock.OverwriteCells, Personalise]
    c.Autograde.sanitize_preprocessors = [Rebuild, *kept, stock.CheckCellMetadata]
    saved = [stock.LimitOutput, stock.SaveAutoGrades, stock.AssignLatePenalties]
    c.Autograde.autograde_preprocessors = [Sandboxed, *saved, stock.CheckCellMetadata]
    shown = [HideTests, CSSHTMLHeaderPreprocessor]
    c.GenerateFeedback.preprocessors = [stock.GetGrades, *shown]
