"""Trying checks finds those that let a wrong answer pass, or refuse a right one."""

import pytest

from tools import try_checks
from tools.try_checks import (
    ANSWERS,
    Trial,
    main,
    read_known,
    try_sheet,
    verdict,
)

SHEET = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---

# Sheet

```{code-cell} ipython3
base = 10
```

```{code-cell} ipython3
:nbgrader: {grade_id: twice}

def twice(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: half}

### BEGIN SOLUTION
half = base / 2
### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: twice-check, points: 1}

assert twice(2) == 4
```

```{code-cell} ipython3
:nbgrader: {grade_id: half-check, points: 1}

assert abs(half - 5) < 1
```
"""

KEPT = {
    "twice": {
        "wrong-square": "def twice(x):\n    return x * x\n",
        "wrong-kills": "import os\ndef twice(x):\n    os._exit(0)\n",
        "wrong-nothing": "del base\n",
        "right-sum": "def twice(x):\n    return x + x\n",
    },
    "half": {
        "wrong-nearly": "half = 5.5\n",
        "wrong-raises": "1 / 0\n",
        "right-fraction": "from fractions import Fraction\nhalf = Fraction(5)\n",
        "right-exit": "half = 5\nimport sys\nsys.exit()\n",
    },
}


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A sheet with answers kept for it."""
    for question, answers in KEPT.items():
        for name, text in answers.items():
            file = tmp_path / "answers/sheet" / question / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    monkeypatch.setattr(try_checks, "ANSWERS", tmp_path / "answers")
    path = tmp_path / "sheet.md"
    path.write_text(SHEET)
    return path


@pytest.mark.skipif(not hasattr(try_checks.os, "fork"), reason="no fork here")
def test_each_answer_is_tried_apart_and_the_reference_goes_on(path):
    trials = {(t.question, t.answer): t for t in try_sheet(path, 1, "ada")}
    passed = {key for key, trial in trials.items() if trial.passed}
    assert passed == {
        ("twice", "reference"),
        ("twice", "right-sum"),
        # 2 * 2 is 2 squared: this check is no good.
        ("twice", "wrong-square"),
        ("half", "reference"),
        ("half", "wrong-nearly"),
        ("half", "right-fraction"),
        ("half", "right-exit"),
    }
    assert trials["half", "blank"].said.startswith("AssertionError: half is not answ")
    assert "NotImplementedError" in trials["twice", "blank"].said
    assert "no answer" in trials["twice", "wrong-kills"].said


def trial(answer, passed, root=1):
    return Trial("sheet", "q", answer, root, "ada", passed, "")


def test_what_is_treated_wrongly_once_is_in_trouble():
    trials = [trial("wrong-a", False), trial("wrong-a", True, 2), trial("blank", False)]
    (line,) = verdict(trials, {})
    assert line.startswith("sheet/q/wrong-a: a wrong answer passes at 1 of 2 tries")
    assert verdict(trials, {"sheet/q/wrong-a": True}) == []


@pytest.mark.parametrize(
    ("answer", "passed", "words"),
    [
        ("reference", False, "the reference is refused"),
        ("blank", True, "a blank passes"),
        ("right-b", False, "a right answer is refused"),
    ],
)
def test_trouble_is_told_by_kind(answer, passed, words):
    (line,) = verdict([trial(answer, passed)], {})
    assert words in line
    assert verdict([trial(answer, not passed)], {}) == []


def test_the_list_of_known_ones_only_shrinks():
    known = read_known("sheet/q/wrong-a\n")
    (line,) = verdict([trial("wrong-a", False)], known)
    assert "leaves known.txt" in line
    (line,) = verdict([trial("wrong-a", False)], {"sheet/q/wrong-gone": True})
    assert "no such answer" in line
    # Of sheets that were not tried nothing is said.
    assert verdict([trial("wrong-a", False)], {"other/q/wrong-a": True}) == []


def test_what_is_wrong_only_sometimes_may_be_right():
    known = read_known("sheet/q/wrong-a sometimes\n")
    assert verdict([trial("wrong-a", False)], known) == []
    assert verdict([trial("wrong-a", True)], known) == []


def test_an_unknown_sheet_is_refused_with_those_there_are(capsys):
    assert main(["--sheet", "evidense"]) == 2
    assert "evidence" in capsys.readouterr().out


def test_answers_are_of_questions_that_are_asked():
    sheets = {path.stem: path.read_text("utf8") for path in try_checks.sheets()}
    files = list(ANSWERS.glob("*/*/*.py"))
    assert len(files) >= 100
    for path in files:
        question, sheet = path.parent.name, path.parent.parent.name
        assert f"grade_id: {question}-check," in sheets[sheet], path
        assert path.name.startswith(("wrong-", "right-")), path
        assert path.read_text("utf8").startswith("# "), path
