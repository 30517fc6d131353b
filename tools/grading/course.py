"""The steps of a course around nbgrader: `python -m tools.grading.course STEP COURSE`.

In the grading environment; `make assignments collect grade feedback export` call it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from shutil import rmtree
from typing import Any

from tools.grading import export, sandbox

STEPS = ("assignments", "collect", "grade", "feedback", "export")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]*")


def place(text: str) -> Path:
    """The course's folder; argparse's error if nbgrader would look for others.

    A tilde is expanded here, since not every shell does it in `COURSE=~/course`.
    """
    path = Path(text).expanduser().resolve()
    if odd := sorted(set("[]?*") & set(str(path))):
        raise argparse.ArgumentTypeError(
            f"COURSE must have no {' '.join(odd)} in its path, which nbgrader would "
            f"take for a pattern, not {str(path)!r}"
        )
    return path


def nbgrader(course: Path, *arguments: str) -> int:
    """Run nbgrader in the course's folder; its exit status."""
    command = [sys.executable, "-W", "ignore", "-m", "nbgrader", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(sandbox.ROOT)}
    return subprocess.run(
        [*command, "--log-level=40"], cwd=course, env=environment
    ).returncode


def gradebook(course: Path) -> Any:
    """The course's gradebook, an `nbgrader.api.Gradebook`."""
    # Here, so that the book's environment, which lacks nbgrader, can import the rest.
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{course / 'gradebook.db'}")


def found(folder: Path, sheets: list[str]) -> dict[tuple[str, str], Path]:
    """The notebooks in `folder`, by student and sheet.

    STUDENT/SHEET.ipynb and STUDENT_SHEET.ipynb are known, with the "-1" or " (1)" that
    a learning platform adds to what was handed in again.

    Raises
    ------
    ValueError
        If two files are of the same student and sheet.
    """
    names = "|".join(map(re.escape, sheets))
    pattern = re.compile(rf"(.+)[/_]({names})(?:-\d+| ?\(\d+\))?\.ipynb")
    notebooks: dict[tuple[str, str], Path] = {}
    for path in sorted([*folder.glob("*.ipynb"), *folder.glob("*/*.ipynb")]):
        match = pattern.fullmatch(path.relative_to(folder).as_posix())
        if not match or not NAME.fullmatch(match[1]) or path.is_symlink():
            print(f"left out, as of no student or sheet: {path.relative_to(folder)}")
        elif match.groups() in notebooks:
            raise ValueError(f"two of one student: {notebooks[match.groups()]}, {path}")
        else:
            notebooks[match.groups()] = path
    return notebooks


def collect(course: Path, sheets: list[str], folder: Path) -> None:
    """Copy submissions to where nbgrader looks for them; say who handed in nothing."""
    notebooks = found(folder, sheets)
    folders = {path.name for path in folder.iterdir() if path.is_dir()}
    students = {name for name, _ in notebooks} | set(filter(NAME.fullmatch, folders))
    with gradebook(course) as book:
        for student in students:
            book.update_or_create_student(student)
    for (student, sheet), path in notebooks.items():
        target = course / "submitted" / student / sheet / f"{sheet}.ipynb"
        content = path.read_bytes()
        if not target.exists() or target.read_bytes() != content:
            rmtree(course / "autograded" / student / sheet, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            when = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
            stamp = f"{when:%Y-%m-%d %H:%M:%S} UTC"
            target.with_name("timestamp.txt").write_text(stamp)
    print(f"{len(notebooks)} notebooks of {len(students)} students")
    for sheet in sheets:
        absent = sorted(s for s in students if (s, sheet) not in notebooks)
        if absent:
            print(f"{sheet}: no notebook from {', '.join(absent)}")


def grade(course: Path, sheets: list[str]) -> int:
    """Grade what was collected and is not graded yet; 1 if anything went wrong."""
    reason = sandbox.missing()
    if reason and not os.environ.get("UNSAFE"):
        print(
            f"Students' code cannot be shut in here: {reason}.\nWith UNSAFE=1 it runs "
            "all the same, with your rights, your files and your network.",
            file=sys.stderr,
        )
        return 1
    status = max([nbgrader(course, "autograde", sheet) for sheet in sheets], default=0)
    with gradebook(course) as book:
        for sheet in sheets:
            graded = book.assignment_submissions(sheet)
            prose = sum(submission.needs_manual_grade for submission in graded)
            print(f"{sheet}: {len(graded)} graded; {prose} with prose to grade by hand")
    return status


def main(arguments: list[str] | None = None) -> int:
    """Run one step; its exit status."""
    parser = argparse.ArgumentParser(prog="tools.grading.course", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("course", type=place)
    parser.add_argument("--submissions", type=Path)
    parser.add_argument("--roster", type=Path)
    options = parser.parse_args(arguments)
    course, step = options.course, options.step
    if not (course / "nbgrader_config.py").exists():
        parser.error(f"there is no course in {course} yet: make assignments")
    # nbgrader calls alembic, which stands beside this interpreter.
    os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    def sheets(folder: str) -> list[str]:
        return sorted({path.name for path in course.glob(folder)})

    if step == "collect":
        if options.submissions is None or not options.submissions.is_dir():
            parser.error(f"SUBMISSIONS must be a folder, not {options.submissions}")
        collect(course, sheets("release/*"), options.submissions)
        return 0
    if step == "grade":
        return grade(course, sheets("submitted/*/*"))
    if step == "export":
        status = nbgrader(course, "export", "--to", "grades.csv")
        if not status and options.roster:
            export.layouts(course / "grades.csv", options.roster)
        return status
    command, of = {
        "assignments": ("generate_assignment", "source/*"),
        "feedback": ("generate_feedback", "autograded/*/*"),
    }[step]
    return max([nbgrader(course, command, "--force", name) for name in sheets(of)])


if __name__ == "__main__":
    sys.exit(main())
