"""Scores in the layouts that Canvas and Moodle read, for the students of a roster."""

from __future__ import annotations

import csv
from pathlib import Path

# What a roster may call a column: our word, Canvas's and Moodle's.
COLUMNS = {
    "student": ("student", "SIS Login ID", "Username"),
    "name": ("name", "Student", "Full name"),
    "email": ("email", "Email address"),
    "id": ("id", "ID", "ID number"),
    "sis": ("sis_id", "SIS User ID"),
    "section": ("section", "Section"),
}
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
MOODLE = ["Username", "ID number", "Email address"]


def layouts(grades: Path, roster: Path) -> None:
    """Write `canvas.csv` and `moodle.csv` beside `grades`.

    Parameters
    ----------
    grades
        nbgrader's CSV file.
    roster
        A CSV file with a column of the ids that submissions were collected under, and
        others of `COLUMNS`; a list exported from Canvas or Moodle will do. A student
        of the roster who handed in nothing gets an empty field.

    Raises
    ------
    ValueError
        If the roster has no column of students' ids.
    """
    people = [
        {
            field: next((row[name].strip() for name in names if row.get(name)), "")
            for field, names in COLUMNS.items()
        }
        for row in _rows(roster)
    ]
    people = [person for person in people if person["student"]]
    if not people:
        named = ", ".join(COLUMNS["student"])
        raise ValueError(f"{roster} must have a column of students' ids: {named}")
    rows = _rows(grades)
    sheets = {row["assignment"]: row["max_score"] for row in rows}
    scores = {
        (row["student_id"], row["assignment"]): row["score"]
        for row in rows
        if row["timestamp"]
    }
    absent = {student for student, _ in scores} - {p["student"] for p in people}
    if absent:
        print(f"not in the roster: {', '.join(sorted(absent))}")
    possible = ["    Points Possible", "", "", "", "", *sheets.values()]
    canvas, moodle = [[*CANVAS, *sheets], possible], [[*MOODLE, *sheets]]
    for person in people:
        student, number = person["student"], person["id"]
        own = [scores.get((student, sheet), "") for sheet in sheets]
        named = [person["name"], number, person["sis"], student, person["section"]]
        canvas.append([*named, *own])
        moodle.append([student, number, person["email"], *own])
    for name, table in (("canvas.csv", canvas), ("moodle.csv", moodle)):
        with grades.with_name(name).open("w", encoding="utf8", newline="") as file:
            csv.writer(file).writerows(table)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
