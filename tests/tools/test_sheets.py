"""Sheets: the notebooks made of them, and the page with and without solutions."""

import re
import sys
from pathlib import Path

import nbformat
import pytest
from leaks import leaks, secrets
from tiny_book import FILES, ROOT, Book

from tools import book as book_sources
from tools import myst, sheets, stubs

sys.path.append(str(ROOT / "book" / "_ext"))

import solutions

HEADER = FILES["book/one.md"].split("# Chapter")[0]
SHEET = (
    HEADER
    + """# Exercises: doubling

See [the chapter](../one.md) and {eq}`double`.

:::{exercise} Doubling
:label: ex-double

1. Double a number.

   ```python
   def double(x): ...
   ```
2. Say why.

$$
x\\mapsto 2x
$$ (double)
:::

:::{hint}
:class: dropdown

Add.
:::

```{code-cell} ipython3
:nbgrader: {grade_id: double}
def double(x):
    ### BEGIN SOLUTION
    zephyr_sum = x + x
    return zephyr_sum
    ### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: double-check, points: 3}
import os
with open(os.environ.get("RUNS", os.devnull), "a") as runs:
    runs.write("sheet\\n")
assert double(2) == 4, "twice two"
print("checked", double(21))
```

+++ {"nbgrader": {"grade_id": "double-why", "points": 2}}

````{solution} ex-double
:class: dropdown

Because of the zephyr argument.
````

+++

```{code-cell} ipython3
:nbgrader: {grade_id: double-measure}
### BEGIN SOLUTION
print("zephyr measurement", double(5))
### END SOLUTION
```
"""
)


PAGE = "book/exercises/doubling"


@pytest.fixture
def book(tmp_path):
    """The sources of a book whose one page is the sheet."""
    sheet = tmp_path / f"{PAGE}.md"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(SHEET)
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: {PAGE}\n")
    (tmp_path / "_config.yml").write_text((ROOT / "_config.yml").read_text())
    return book_sources.Book(tmp_path)


def instructor(book):
    return sheets.instructor(book.source(PAGE), book)


def by_id(notebook):
    return {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }


def test_the_instructors_notebook(book):
    notebook = instructor(book)
    nbformat.validate(notebook)
    cells = by_id(notebook)
    kinds = {
        name: (cell.cell_type, own.grade, own.solution, own.locked, own.get("points"))
        for name, cell in cells.items()
        for own in [cell.metadata.nbgrader]
    }
    assert kinds == {
        "double": ("code", False, True, False, None),
        "double-check": ("code", True, False, True, 3),
        "double-why": ("markdown", True, True, False, 2),
        "double-measure": ("code", False, True, False, None),
    }
    assert "zephyr argument" in cells["double-why"].source


def test_the_students_notebook_has_stubs_and_no_secret(book):
    notebook = sheets.student(instructor(book))
    nbformat.validate(notebook)
    assert "zephyr" not in nbformat.writes(notebook)
    cells = by_id(notebook)
    space = {}
    exec(cells["double"].source, space)
    with pytest.raises(NotImplementedError, match="double is not answered yet"):
        exec(cells["double-check"].source, space)
    assert cells["double-why"].source == stubs.PROSE


def test_the_first_cell_installs_the_book_only_where_it_is_missing(book, monkeypatch):
    first = instructor(book).cells[0]
    commands = []
    monkeypatch.setattr("subprocess.run", lambda words, check: commands.append(words))
    exec(first.source, {})
    assert commands == []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    exec(first.source, {})
    assert [words[1:4] for words in commands] == [["-m", "pip", "install"]]
    assert commands[0][-1] == f"git+{book.repository}"


def test_the_reference_answers_pass_the_checks(book, capsys):
    space = {}
    for cell in instructor(book).cells:
        if cell.cell_type == "code":
            exec(cell.source, space)
    assert "zephyr measurement 10" in capsys.readouterr().out


NUMBER = """
```{code-cell} ipython3
:nbgrader: {grade_id: half}
### BEGIN SOLUTION
k, rng, given = 3, 1, 2
answer = k / 2
### END SOLUTION
```

```{code-cell} ipython3
given = 2
```

```{code-cell} ipython3
:nbgrader: {grade_id: half-check, points: 1}
rng = 0
assert [k for k in range(given)] == [0, 1], "k is the comprehension's own"
assert (lambda: answer)() == 1.5 + rng, "half of three"
```
"""


def test_a_check_names_the_question_whose_number_it_lacks(book):
    book.source(PAGE).write_text(SHEET + NUMBER)
    notebook = instructor(book)
    check = by_id(notebook)["half-check"].source
    lines = check.splitlines()
    assert [line for line in lines if "globals" in line] == lines[:1]
    with pytest.raises(AssertionError, match=r"^half is not answered yet$"):
        exec(check, {"given": 2})
    space = {}
    for cell in notebook.cells[-3:]:
        exec(cell.source, space)
    with pytest.raises(AssertionError, match="half of three"):
        exec(check, {"given": 2, "answer": 2})


def test_markdown_is_plain(book):
    text = "\n".join(
        cell.source for cell in instructor(book).cells if cell.cell_type == "markdown"
    )
    assert "**Exercise: Doubling**" in text and "\\tag{1}" in text
    assert "<summary>Hint</summary>" in text and "and (1)." in text
    assert "](https://" in text and "/book/one.html)" in text
    assert not re.search(r"\{[\w:-]+\}`|^[`:]{3,}\{", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("points: 3", "points: 0", "points"),
        ("points: 3", "score: 3", "grade_id and perhaps points"),
        ("{grade_id: double}", "{grade_id: double, points: 1}", "points"),
        ("{grade_id: double-measure}", "{grade_id: double}", "twice"),
        ("{grade_id: double-measure}", "{grade_id: a b}", "word"),
        ("    ### END SOLUTION\n", "", "pairs"),
        (":nbgrader: {grade_id: double-measure}\n", "", "needs a grade_id"),
        (
            '+++ {"nbgrader": {"grade_id": "double-why", "points": 2}}',
            "+++",
            "line above",
        ),
    ],
)
def test_refuses_a_sheet_that_cannot_be_graded(book, old, new, named):
    assert old in SHEET
    book.source(PAGE).write_text(SHEET.replace(old, new))
    with pytest.raises(ValueError, match=named) as caught:
        instructor(book)
    assert "doubling.md" in str(caught.value)


@pytest.mark.parametrize("path", sheets.sheets(), ids=lambda path: path.stem)
def test_every_sheet_of_the_book(path):
    notebook = sheets.instructor(path)
    released = sheets.student(notebook)
    for made in (notebook, released):
        nbformat.validate(made)
    outside = "".join(sheets.SOLUTION.sub("", c.source) for c in notebook.cells)
    text = "".join(cell.source for cell in released.cells)
    for cell in notebook.cells:
        for secret in sheets.SOLUTION.finditer(cell.source):
            lines = [line.strip() for line in secret[0].splitlines()[1:-1]]
            hidden = [line for line in lines if line and line not in outside]
            assert hidden and not any(line in text for line in hidden)
    assert by_id(notebook), "nothing in it can be graded"


@pytest.mark.parametrize("path", sheets.sheets(), ids=lambda path: path.stem)
def test_no_sheet_keeps_a_line_of_its_solutions(path):
    text, shown, bare = (
        path.read_text("utf8"),
        *(solutions.page(path.read_text("utf8"), mode) for mode in solutions.MODES),
    )
    answers = [
        part.body
        for part in myst.directives(text)
        if not isinstance(part, str) and part.name == "solution"
    ] + [secret[0] for secret in sheets.SOLUTION.finditer(text)]
    public = sheets.SOLUTION.sub("", text)
    for answer in answers:
        public = public.replace(answer, "")
    lines = {line.strip() for answer in answers for line in answer.splitlines()}
    hidden = {line for line in lines if line and line not in public}
    assert len(hidden) > 20 and not [line for line in hidden if line in bare]
    assert all(line in shown for line in hidden if "SOLUTION" not in line)


@pytest.mark.parametrize("path", sheets.sheets(), ids=lambda path: path.stem)
def test_every_sheet_has_what_a_course_needs(path):
    parts = [
        p for p in myst.directives(path.read_text("utf8")) if not isinstance(p, str)
    ]
    exercises = [part for part in parts if part.name == "exercise"]
    hints = [part for part in parts if part.name == "hint"]
    assert len(exercises) >= 5 and len(hints) >= len(exercises)
    for exercise in exercises:
        goal = r"\*Goal: .+ Difficulty: (easy|middling|hard).*\. Time: .+\.\*"
        assert re.search(goal, exercise.body), exercise.argument
        assert exercise.options.get("label", "").startswith("ex-")
    cells = by_id(sheets.instructor(path)).values()
    graded = [cell.cell_type for cell in cells if cell.metadata.nbgrader.grade]
    assert graded.count("code") >= 3 and graded.count("markdown") >= 1


def test_page_shows_a_stub_the_folded_solution_and_the_checks():
    page = solutions.page(SHEET, "shown")
    stub, solution, check = (
        page.index(text)
        for text in ("double is not answered yet", "zephyr_sum", "twice two")
    )
    assert stub < solution < check
    assert "BEGIN SOLUTION" not in page and "Show the solution: double" in page


def test_page_without_solutions_executes_nothing_past_the_stub():
    page = solutions.page(SHEET, "none")
    assert "zephyr" not in page and "double-why" not in page
    assert "twice two" in page and "{code-cell}" not in page


def files_with(folder, text):
    return [
        str(path.relative_to(folder))
        for path in Path(folder).rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def test_switching_leaves_no_trace(tmp_path):
    book = Book(tmp_path)
    book.write("book/exercises/doubling.md", SHEET)
    book.edit(
        "_toc.yml",
        "- file: book/two",
        "- file: book/exercises/doubling\n- file: book/two",
    )
    site = tmp_path / "_build/html"

    shown = book.build()
    assert shown.code == 0, shown.output
    assert shown.executed == ["one", "sheet", "two"]
    page = "book/exercises/doubling.html"
    assert (
        page in files_with(site, "zephyr") and "checked 42" in (site / page).read_text()
    )
    sources = book_sources.Book(tmp_path)
    notebook = sheets.instructor(sources.source(PAGE), sources)
    lines = secrets(notebook, *(cell.source for cell in sheets.student(notebook).cells))
    telling = {line for line in lines if "zephyr" in line}
    assert len(telling) == 4
    assert telling <= {line for where, line in leaks(site, lines) if where == page}

    none = book.build(SOLUTIONS="none")
    assert none.code == 0, none.output
    assert none.executed == [] and files_with(site, "zephyr") == []
    assert leaks(site, lines) == []
    assert "twice two" in (site / page).read_text()
    assert (site / "book/one.html").exists() and (site / "book/two.html").exists()
    assert book.build(SOLUTIONS="none").executed == []
    assert files_with(site, "zephyr") == []

    again = book.build()
    assert again.code == 0 and "checked 42" in (site / page).read_text()
    wrong = book.build(SOLUTIONS="some")
    assert wrong.code != 0 and "SOLUTIONS must be one of" in wrong.output
