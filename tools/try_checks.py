"""Try the checks of every sheet on references, on blanks, on answers kept for it.

`python -m tools.try_checks` runs each sheet from three roots (for five students, where
numbers are a student's own). Each check must pass its reference, refuse its blank,
refuse every `wrong-*.py` and pass every `right-*.py` in tests/answers/SHEET/QUESTION,
files that stand in place of the student's cell. Answers that a check is known to treat
wrongly are listed in tests/answers/known.txt, which may only shrink: one that is
treated rightly at last has to leave it, unless the list says "sometimes" of it, for an
answer at the edge of what a check lets pass.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from tools.book import ROOT
from tools.sheets import PARAMETERS, instructor, sheets, solved, stub

ANSWERS = ROOT / "tests" / "answers"
ROOTS = (101, 102, 103)
STUDENTS = ("ada", "ben", "cleo", "dina", "emil")
# Seconds that an answer and its check may take.
PATIENCE = 120
LABELS = {
    "reference": "the reference is refused",
    "blank": "a blank passes",
    "wrong": "a wrong answer passes",
    "right": "a right answer is refused",
}


class Trial(NamedTuple):
    """One answer to one question, and whether its check passed it."""

    sheet: str
    question: str
    answer: str
    root: int
    student: str
    passed: bool
    said: str

    @property
    def kind(self) -> str:
        """Of the `LABELS`."""
        return self.answer.partition("-")[0]

    @property
    def treated_rightly(self) -> bool:
        """Whether what should pass did, and nothing else."""
        return self.passed == (self.kind in ("reference", "right"))


def variants(sheet: str, question: str, source: str) -> dict[str, str]:
    """By name, the blank and all answers that are kept, each a whole cell."""
    kept = sorted((ANSWERS / sheet / question).glob("*.py"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in kept}
    return {"blank": stub(source, question), **texts}


def try_sheet(path: Path, root: int, student: str) -> Iterator[Trial]:
    """Run a sheet once, and at each question its variants in processes of their own.

    The sheet goes on with the reference. A variant goes as far as its check.
    """
    at = (root, student)
    cells = [c for c in instructor(path).cells if c.cell_type == "code"]
    space: dict = {"__name__": "__main__"}
    for place, cell in enumerate(cells):
        own = cell.metadata.get("nbgrader", {})
        if own.get("solution"):
            question = own["grade_id"]
            checks = [_id(c) for c in cells[place:]]
            if f"{question}-check" in checks:
                until = place + checks.index(f"{question}-check")
                texts = variants(path.stem, question, cell.source)
                rest = [solved(c.source) for c in cells[place + 1 : until + 1]]
                for answer, text in texts.items():
                    said = _apart(space, [text, *rest])
                    yield Trial(path.stem, question, answer, *at, not said, said)
        text = f"STUDENT = {student!r}" if _is_parameters(cell) else solved(cell.source)
        if own.get("grade"):
            said = _error(space, text)
            question = own["grade_id"].removesuffix("-check")
            yield Trial(path.stem, question, "reference", *at, not said, said)
        else:
            exec(compile(text, _id(cell) or "cell", "exec"), space)


def _id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _is_parameters(cell: NotebookNode) -> bool:
    return PARAMETERS in cell.metadata.get("tags", [])


def _error(space: dict, text: str) -> str:
    """What running the code says if it fails; nothing if it does not."""
    try:
        exec(compile(text, "cell", "exec"), space)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""


def _apart(space: dict, texts: list[str]) -> str:
    """What the last of these cells says, run after the others in a copy of all this.

    As in a notebook, what comes before it may fail.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        signal.alarm(PATIENCE)
        for text in texts[:-1]:
            _error(space, text)
        os.write(write, _error(space, texts[-1]).encode() or b"\0")
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    os.waitpid(child, 0)
    return "" if said == "\0" else said or f"no answer within {PATIENCE} s"


@contextlib.contextmanager
def _inside(folder: str) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def tried(path: Path, root: int, student: str) -> list[Trial]:
    """`try_sheet`, in a process with this root seed that shows nothing."""
    command = [sys.executable, "-m", "tools.try_checks", "--one", path.stem]
    done = subprocess.run(
        [*command, str(root), student],
        cwd=ROOT,
        env=os.environ | {"BOOK_SEED": str(root), "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{path.stem}, root {root}: {done.stderr[-2000:]}")
    return [Trial(*fields) for fields in json.loads(done.stdout)]


def read_known(text: str) -> dict[str, bool]:
    """By answer, whether it is treated wrongly always, or only sometimes."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {name: not rest for name, *rest in lines}


def verdict(trials: list[Trial], known: dict[str, bool]) -> list[str]:
    """A line for each answer treated wrongly and not known to be, or no longer so."""
    wrongly: dict[str, list[Trial]] = {}
    for trial in trials:
        name = f"{trial.sheet}/{trial.question}/{trial.answer}"
        wrongly.setdefault(name, [])
        if not trial.treated_rightly:
            wrongly[name].append(trial)
    lines = []
    for name, found in wrongly.items():
        if found and name not in known:
            first = found[0]
            lines.append(
                f"{name}: {LABELS[first.kind]} at {len(found)} of "
                f"{sum(t[:3] == first[:3] for t in trials)} tries, first root "
                f"{first.root}, student {first.student} {first.said}".rstrip()
            )
        elif not found and known.get(name):
            lines.append(f"{name}: treated rightly now, so it leaves known.txt")
    asked = {trial.sheet for trial in trials}
    absent = {n for n in set(known) - set(wrongly) if n.partition("/")[0] in asked}
    lines += [f"{name}: in known.txt, but there is no such answer" for name in absent]
    return lines


def main(arguments: list[str] | None = None) -> int:
    """1 if a check treats an answer wrongly that is not known to be, else 0."""
    parser = argparse.ArgumentParser(prog="tools.try_checks", description=__doc__)
    parser.add_argument("--sheet", action="append", help="one sheet, such as evidence")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    paths = {path.stem: path for path in sheets()}
    if options.one:
        sheet, root, student = options.one
        with (
            tempfile.TemporaryDirectory() as folder,
            _inside(folder),
            open(os.devnull, "w") as nowhere,
            contextlib.redirect_stdout(nowhere),
        ):
            found = list(try_sheet(paths[sheet], int(root), student))
        print(json.dumps(found))
        return 0
    unknown = set(options.sheet or ()) - set(paths)
    if unknown:
        print(f"there is no sheet {', '.join(unknown)}; there is {', '.join(paths)}")
        return 2
    chosen = [paths[name] for name in options.sheet or paths]
    runs = [
        (path, root, student)
        for path in chosen
        for root in ROOTS
        for student in (STUDENTS if PARAMETERS in path.read_text("utf8") else ("ada",))
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        trials = [t for found in pool.map(lambda run: tried(*run), runs) for t in found]
    known = read_known((ANSWERS / "known.txt").read_text(encoding="utf-8"))
    lines = verdict(trials, known)
    print("\n".join(lines))
    answers = {(t.sheet, t.question, t.answer) for t in trials}
    print(
        f"{len({t[:2] for t in trials})} checks in {len(chosen)} sheet(s), "
        f"{len(answers)} answers, {len(trials)} tries; {len(lines)} in trouble, "
        f"{len(known)} known to be treated wrongly"
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
