"""Grading, from the sheet to the export, with what students might hand in."""

import csv
import html
import math
import os
import shutil
import socket
import subprocess
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
import submissions as handed_in
from courses import KEYS, PYTHON, SHEETS, assembled, course, grading
from leaks import leaks, secrets
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools.grading import assemble, export
from tools.grading import course as steps
from tools.grading.rebuild import rebuild
from tools.sheets import instructor, sheets, student
from tools.stubs import PROSE

CHECKS = ("coin-mean-check", "coin-tail-check", "coin-count-check")
SECONDS = 3

STUDENTS = [
    *("blank", "nothing", "reference", *handed_in.ANSWERS, *handed_in.DISARMING),
    *("garbage", "no-notebook", "odd-cells", "independent", "deleted-checks"),
    *("deleted-answer", "duplicated", "reordered", "extra-cells", "edited-check"),
    *("edited-points", "re-pointed-check", "unlocked-check", "colab"),
    *("reads-the-course", "opens-the-network", "tells"),
]


def is_check(cell):
    own = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and own.get("grade", False)


@pytest.fixture(scope="module")
def coin(tmp_path_factory):
    """A course of the one sheet `coin`, with keys and short limits."""
    folder = tmp_path_factory.mktemp("grading") / "course"
    assembled(folder, "--sheets", SHEETS, "--keys", KEYS)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Sandboxed.timeout = {SECONDS}\nc.Sandboxed.wall = 60\n")
    return folder


@pytest.fixture(scope="module")
def batch(coin):
    """The course with everybody's notebook collected, graded, and told of."""
    release = nbformat.read(coin / "release/coin/coin.ipynb", 4)
    inbox, roster = coin.parent / "inbox", coin.parent / "roster.csv"
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = handed_in.submissions(release, coin, server.getsockname()[1])
        source = nbformat.read(coin / "source/coin/coin.ipynb", 4)
        made["reference"] = source, handed_in.FULL
        for number, (name, (content, _)) in enumerate(made.items()):
            path = inbox / (
                f"{name}_coin-1.ipynb" if number % 2 else f"{name}/coin.ipynb"
            )
            if content is None:
                path = inbox / name / "nothing.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes | None):
                path.write_bytes(content or b"")
            else:
                nbformat.write(content, path)
        said = course("collect", coin, "--submissions", inbox)
        said += course("grade", coin, EXERCISE_KEYS=str(KEYS))
    course("feedback", coin)
    rows = [f"{name},N {name},{name}@x\n" for name in [*made, "absent"]]
    roster.write_text("student,name,email\n" + "".join(rows))
    said += course("export", coin, "--roster", roster)
    return {"folder": coin, "made": made, "said": said}


@pytest.fixture(scope="module")
def points(batch):
    """What each student's checks earned, from nbgrader's gradebook."""
    code = f"""
from nbgrader.api import Gradebook
with Gradebook("sqlite:///{batch["folder"]}/gradebook.db") as book:
    for submission in book.assignment_submissions("coin"):
        for grade in submission.notebooks[0].grades:
            print(submission.student.id, grade.name, grade.auto_score)
"""
    path = f"{PYTHON.parent}:{os.environ['PATH']}"
    done = subprocess.run(
        [PYTHON, "-W", "ignore", "-c", code],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in done.stdout.splitlines()]
    return {(student, cell): score for student, cell, score in rows}


@grading
@pytest.mark.slow
def test_the_list_of_students_is_that_of_the_batch(batch):
    assert sorted(batch["made"]) == sorted(STUDENTS)


@grading
@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in STUDENTS if n != "nothing"])
def test_everybody_gets_exactly_what_was_earned(batch, points, name):
    _, earned = batch["made"][name]
    assert tuple(float(points[name, check]) for check in CHECKS) == earned


@grading
@pytest.mark.slow
def test_prose_waits_for_a_person_unless_there_is_none(points):
    for name in ("blank", "garbage", "wrong-mean"):
        assert points[name, "coin-argument"] == "0.0"
    for name in ("independent", "reference"):
        assert points[name, "coin-argument"] == "None"


@grading
@pytest.mark.slow
def test_nobody_is_left_running(batch):
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert b"4321" not in path.read_bytes().split(b"\0"), path
        except (FileNotFoundError, ProcessLookupError):
            continue


@grading
@pytest.mark.slow
def test_the_feedback_and_the_release_tell_no_secret(batch):
    folder = batch["folder"]
    source = nbformat.read(folder / "source/coin/coin.ipynb", 4)
    assert leaks(folder / "release", secrets(source)) == []
    checks = [cell for cell in source.cells if "-check" in str(cell.metadata)]
    keys = secrets(new_notebook(cells=checks))
    assert len(keys) == 5
    told = folder / "feedback"
    assert {path.name for path in told.iterdir()} == set(STUDENTS) - {"nothing"}
    assert leaks(told, keys) == []
    for word in ("875", "386", "hidden s", "hidden c", "[1, 1, 1", "BEGIN HIDDEN"):
        for page in told.rglob("*.html"):
            assert word not in body(page), (page, word)


def body(page):
    return page.read_text().split("<body>", 1)[1]


@grading
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("wrong-mean", "A check that you can see failed."),
        ("only-what-is-seen", "a hidden one failed."),
        ("loops", "The time for this cell ran out."),
        ("loops-on", "The time for this cell ran out."),
        ("os-exit", "The kernel died while this cell ran."),
        ("os-exit", "The notebook did not get this far."),
        ("replaces-run-cell", "The checks did not run as they were written."),
        ("garbage", "could not be read as a notebook"),
        ("extra-cells", "A note of mine."),
    ],
)
def test_the_feedback_says_what_happened(batch, name, verdict):
    assert verdict in body(batch["folder"] / f"feedback/{name}/coin/coin.html")


@grading
@pytest.mark.slow
def test_what_a_browser_would_run_is_shown_to_nobody(batch):
    shown = nbformat.read(batch["folder"] / "autograded/script/coin/coin.ipynb", 4)
    outputs = handed_in.cell(shown, "coin-mean").outputs
    assert [list(output.data) for output in outputs] == [["text/plain"]]
    page = batch["folder"] / "feedback/script/coin/coin.html"
    assert "script" in body(page) and "<script>planted" not in body(page)


@grading
@pytest.mark.slow
def test_no_output_is_too_long(batch):
    path = batch["folder"] / "autograded/floods/coin/coin.ipynb"
    assert 1_900_000 < path.stat().st_size < 2_100_000


@grading
@pytest.mark.slow
def test_the_export_has_everybody_once(batch):
    folder = batch["folder"]
    rows = {}
    for layout, key in (("canvas", "SIS Login ID"), ("moodle", "Username")):
        with (folder / f"{layout}.csv").open(newline="") as file:
            rows[layout] = {row[key]: row for row in csv.DictReader(file)}
        assert set(rows[layout]) - {""} == {*STUDENTS, "absent"}
        assert float(rows[layout]["reference"]["coin"]) == 6
        assert float(rows[layout]["blank"]["coin"]) == 0
        assert rows[layout]["absent"]["coin"] == rows[layout]["nothing"]["coin"] == ""
    assert float(rows["canvas"][""]["coin"]) == 10
    assert rows["canvas"]["blank"]["Student"] == "N blank"
    assert "coin: no notebook from nothing" in batch["said"]


@pytest.fixture(scope="module")
def every_sheet(tmp_path_factory):
    """The book's own sheets, handed in solved and as they were released."""
    folder = assembled(tmp_path_factory.mktemp("sheets") / "course")
    inbox = folder.parent / "inbox"
    for who, step in (("reference", "source"), ("blank", "release")):
        (inbox / who).mkdir(parents=True)
        for path in folder.glob(f"{step}/*/*.ipynb"):
            shutil.copy(path, inbox / who)
    course("collect", folder, "--submissions", inbox)
    course("grade", folder)
    return folder


@grading
@pytest.mark.slow
@pytest.mark.parametrize("name", [path.stem for path in sheets()])
def test_the_solution_of_each_sheet_earns_all_and_its_blank_nothing(every_sheet, name):
    for who, share in (("reference", 1), ("blank", 0)):
        path = every_sheet / f"autograded/{who}/{name}/{name}.ipynb"
        cells = nbformat.read(path, 4).cells
        checks = [c for c in cells if is_check(c)]
        failed = [
            cell.metadata.nbgrader.grade_id
            for cell in checks
            if any(output.output_type == "error" for output in cell.outputs)
        ]
        assert len(checks) >= 2
        assert len(failed) == (1 - share) * len(checks), failed
        if who == "blank":
            prose = [c for c in cells if "points" in c.metadata.get("nbgrader", {})]
            assert all(c.source == PROSE for c in prose if c.cell_type == "markdown")


@pytest.fixture
def notebook():
    """The sheet `coin` with its keys, as nbgrader's source."""
    return assemble.with_keys(instructor(SHEETS / "coin.md"), KEYS / "coin")


def test_keys_go_where_their_names_say(notebook):
    checks = {c.metadata.nbgrader.grade_id: c for c in notebook.cells if is_check(c)}
    assert list(checks) == list(CHECKS)
    for grade_id, cell in checks.items():
        text = (KEYS / "coin" / f"{grade_id}.py").read_text()
        hidden = f"\n### BEGIN HIDDEN TESTS\n{text}### END HIDDEN TESTS"
        assert cell.source.endswith(hidden)
    tail = handed_in.cell(notebook, "coin-tail").source
    names = {"math": math}
    exec(tail, names)
    assert names["tail"](2, 1) == 0.75
    public = student(instructor(SHEETS / "coin.md"))
    for ours, theirs in zip(student(notebook).cells, public.cells, strict=True):
        if not is_check(ours):
            assert ours.source == theirs.source


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("coin-means.py", "assert 1", "the sheet has no cell coin-means"),
        ("coin-mean.py", "assert 1", "coin-mean is no check"),
        ("coin-argument.py", "assert 1", "coin-argument is no check"),
        ("coin-mean-check.py", "assert (", "coin-mean-check.py: '(' was never closed"),
        ("solutions/coin-mean.py", "pass", "coin-mean has no empty region"),
        ("solutions/coin.py", "pass", "the sheet has no cell coin"),
    ],
)
def test_a_key_that_fits_nothing_is_refused_by_name(
    tmp_path, capsys, name, text, message
):
    path = tmp_path / "keys" / "coin" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    folder = str(tmp_path / "course")
    options = ["--sheets", str(SHEETS), "--keys", str(tmp_path / "keys")]
    assert assemble.main(["course", folder, *options]) == 1
    assert message in capsys.readouterr().err


def test_keys_for_no_sheet_and_no_keys_at_all_are_refused(tmp_path, capsys):
    for name in ("coins", ".git"):
        (tmp_path / "keys" / name).mkdir(parents=True)
    options = ["course", str(tmp_path / "course"), "--sheets", str(SHEETS), "--keys"]
    assert assemble.main([*options, str(tmp_path / "keys")]) == 1
    assert "there is no sheet coins\n" in capsys.readouterr().err
    assert assemble.main([*options, str(tmp_path / "none")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert not (tmp_path / "course").exists()


def test_release_needs_public_sources_alone(tmp_path, notebook):
    assert assemble.main(["release", str(tmp_path), "--sheets", str(SHEETS)]) == 0
    released = nbformat.read(tmp_path / "coin.ipynb", 4)
    assert "coin-mean is not answered yet" in str(released)
    assert leaks(tmp_path, secrets(notebook)) == []


def test_any_one_line_of_a_solution_or_key_is_found_where_it_is_planted(
    tmp_path, notebook
):
    assemble.main(["release", str(tmp_path), "--sheets", str(SHEETS)])
    clean = nbformat.read(tmp_path / "coin.ipynb", 4)
    lines = secrets(notebook)
    assert len(lines) == 11
    for line in lines:
        planted = deepcopy(clean)
        planted.cells[3].source += f"\nx = 1\n{line}"
        nbformat.write(planted, tmp_path / "coin.ipynb")
        spans = "".join(f"<span>{html.escape(c)}</span>" for c in line)
        (tmp_path / "coin.html").write_text(f"<p>Text {spans}</p>")
        (tmp_path / "coin.md.txt").write_text(f"text\n\n{line}\n")
        names = [name for name, found in leaks(tmp_path, lines) if found == line]
        assert names == ["coin.html", "coin.ipynb", "coin.md.txt"], line


def test_a_public_line_is_no_secret(notebook):
    line = "count = int(tosses.sum())"
    assert line in secrets(notebook)
    assert line not in secrets(notebook, f"a chapter\n    {line}\n")


def given(*cells):
    return new_notebook(cells=list(cells))


def known(grade_id, source, solution=True):
    own = {"grade_id": grade_id, "solution": solution}
    return new_code_cell(source, metadata={"nbgrader": own})


def sources(notebook):
    return [cell.source for cell in notebook.cells]


RELEASE = given(
    new_markdown_cell("text"),
    known("a", "stub a"),
    known("a-check", "check a", solution=False),
    known("b", "stub b"),
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([], ["text", "stub a", "check a", "stub b"]),
        ([known("a", "A")], ["text", "A", "check a", "stub b"]),
        ([known("a", "A"), known("a", "Z")], ["text", "A", "check a", "stub b"]),
        ([known("b", "B"), known("a", "A")], ["text", "A", "check a", "B"]),
        ([known("a-check", "pass")], ["text", "stub a", "check a", "stub b"]),
        ([new_code_cell("x")], ["x", "text", "stub a", "check a", "stub b"]),
        (
            [new_markdown_cell("text"), new_code_cell("x"), known("c", "y")],
            ["text", "x", "y", "stub a", "check a", "stub b"],
        ),
        (
            [known("b", "B"), new_code_cell("x"), known("a", "A"), new_code_cell("z")],
            ["text", "A", "z", "check a", "B", "x"],
        ),
        ([known("", "x"), known(7, "y")], ["x", "y", *sources(RELEASE)]),
    ],
)
def test_rebuilding_takes_answers_and_extra_cells_alone(cells, expected):
    release = deepcopy(RELEASE)
    built = rebuild(release, given(*cells))
    assert sources(built) == expected
    assert release == RELEASE
    ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in built.cells]
    assert [i for i in ids if i] == ["a", "a-check", "b"]


def test_a_picture_in_an_answer_in_prose_is_kept():
    own = {"grade_id": "p", "solution": True}
    release = given(new_markdown_cell("?", metadata={"nbgrader": own}))
    submitted = deepcopy(release)
    submitted.cells[0].attachments = {"a.png": {"image/png": "AAAA"}}
    assert "attachments" in rebuild(release, submitted).cells[0]
    submitted.cells[0].attachments = {"a.png": 7}
    assert "attachments" not in rebuild(release, submitted).cells[0]


def test_a_roster_from_canvas_will_do(tmp_path, capsys):
    grades, roster = tmp_path / "grades.csv", tmp_path / "roster.csv"
    grades.write_text(
        "assignment,timestamp,student_id,score,max_score\n"
        "coin,2026-01-01,ann,5.5,10.0\ncoin,,bob,0.0,10.0\ncoin,2026-01-01,eve,1,10.0\n"
    )
    roster.write_text(
        "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section\n"
        '    Points Possible,,,,\n"A, Ann",1,s1,ann,X\n"B, Bob",2,s2,bob,X\n'
    )
    export.layouts(grades, roster)
    assert (tmp_path / "canvas.csv").read_text().splitlines() == [
        "Student,ID,SIS User ID,SIS Login ID,Section,coin",
        "    Points Possible,,,,,10.0",
        '"A, Ann",1,s1,ann,X,5.5',
        '"B, Bob",2,s2,bob,X,',
    ]
    assert "not in the roster: eve" in capsys.readouterr().out
    roster.write_text("surname\nAnn\n")
    with pytest.raises(ValueError, match="column of students' ids"):
        export.layouts(grades, roster)


def test_without_bubblewrap_nothing_is_run_unless_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("UNSAFE", raising=False)
    assert steps.grade(tmp_path, ["coin"]) == 1
    said = capsys.readouterr().err
    assert "bwrap and prlimit and setpriv not found" in said and "UNSAFE=1" in said


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["ann/coin.ipynb", "bob/coin.ipynb"], [("ann", "coin"), ("bob", "coin")]),
        (["a_b_coin-2.ipynb", "c_coin (1).ipynb"], [("a_b", "coin"), ("c", "coin")]),
        (["ann/coins.ipynb", "..;_coin.ipynb", "coin.ipynb", "-a_coin.ipynb"], []),
    ],
)
def test_what_was_handed_in_is_found_by_its_name(tmp_path, capsys, files, expected):
    for name in files:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found = steps.found(tmp_path, ["coin"])
    assert list(found) == expected
    assert [str(path.relative_to(tmp_path)) for path in found.values()] == files[
        : len(expected)
    ]
    left_out = capsys.readouterr().out
    assert all(name in left_out for name in files[len(expected) :])


def test_a_link_is_not_followed(tmp_path, capsys):
    (tmp_path / "ann_coin.ipynb").symlink_to("/etc/passwd")
    assert steps.found(tmp_path, ["coin"]) == {}
    assert "left out" in capsys.readouterr().out


def test_two_notebooks_of_one_student_are_refused(tmp_path):
    (tmp_path / "ann").mkdir()
    for name in ("ann/coin.ipynb", "ann_coin.ipynb"):
        (tmp_path / name).write_text("")
    with pytest.raises(ValueError, match=r"two of one student: .*ann/coin.ipynb"):
        steps.found(tmp_path, ["coin"])


@grading
@pytest.mark.slow
def test_unsafe_grades_where_nothing_can_be_shut_in(tmp_path):
    folder = assembled(tmp_path / "course", "--sheets", SHEETS, "--keys", KEYS)
    inbox = tmp_path / "inbox" / "ann"
    inbox.mkdir(parents=True)
    shutil.copy(folder / "source/coin/coin.ipynb", inbox)
    course("collect", folder, "--submissions", inbox.parent)
    for unsafe, status in (("", 1), ("1", 0)):
        course("grade", folder, expect=status, PATH="/nonexistent", UNSAFE=unsafe)
        assert (folder / "autograded").exists() == bool(unsafe)
    course("export", folder)
    with (folder / "grades.csv").open(newline="") as file:
        assert [row["score"] for row in csv.DictReader(file)] == ["6.0"]


@pytest.mark.parametrize("name", ["ML [WS26]", "a?b", "c*"])
@pytest.mark.parametrize("module", ["assemble", "course"])
def test_a_folder_that_would_be_taken_for_a_pattern_is_refused(
    tmp_path, capsys, module, name
):
    command = ["course"] if module == "assemble" else ["grade"]
    main = assemble.main if module == "assemble" else steps.main
    with pytest.raises(SystemExit) as stop:
        main([*command, str(tmp_path / name)])
    assert stop.value.code == 2
    assert "COURSE must have no" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_tilde_is_the_home_folder_whatever_the_shell(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert steps.place("~/course") == tmp_path / "course"
