"""`python -m tools.claims` on a small book: its lines, its exit codes, its manners."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PAGE = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
    format_version: 0.13
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# {name}

"""
CELL = "```{{code-cell}} ipython3\n{}\n```\n\n"

IMPORTS = "import os\nfrom lib.claims import claim\nfrom lib.seeds import root"
CHAPTERS = {
    "steady": [
        IMPORTS,
        "claim('mean', 'It is one', [0.9, 1.0, 1.1], 0.5, 1.5)",
        "claim('root', 'The root is seven', root(), 7, 7)",
        "claim('alone', 'Nothing else is here', len(os.listdir()), 0, 0)",
    ],
    "exercises/steady": [IMPORTS, "claim('sheet', 'So', 2.0, 1.0, None or 3)"],
    "failing": [
        IMPORTS,
        "claim('off', 'It is small', [2.0, 3.0], -1, 1)",
        "claim('after', 'It goes on', 0, 0, 1)",
    ],
    "crashing": [
        IMPORTS,
        "claim('before', 'So far', 0, 0, 1)",
        "1 / 0",
        "undefined",
        "claim('beyond', 'And so on', 0, 0, float('inf'))",
    ],
    "dying": ["import os", "os._exit(1)"],
    "silent": ["def claim(*arguments): pass", "claim(1)"],
    "quiet": ["1 + 1"],
    "shown": ["```\n```{code-cell} ipython3\n:tags: [raises-exception]\n\n1 / 0"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A book of all these chapters, and of one page without code."""
    folder = tmp_path_factory.mktemp("claims")
    toc = "format: jb-book\nroot: book/index\nparts:\n- chapters:\n"
    for name, cells in CHAPTERS.items():
        path = folder / "book" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(name=name) + "".join(map(CELL.format, cells)))
        toc += f"  - file: book/{name}\n"
    (folder / "book/index.md").write_text("# No code here\n")
    (folder / "_toc.yml").write_text(toc)
    (folder / "_build").mkdir()
    (folder / "_build/kept").write_text("as it was")
    return folder


def run(folder, *arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "tools.claims", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


@pytest.fixture(scope="module")
def everything(folder):
    """What the command says of the whole book at root 7."""
    return run(folder, "--seed", "7")


@pytest.mark.parametrize(
    "line",
    [
        "PASS steady: mean  measured 1.00 ± 0.10 (mean ± sd of 3 seeds) in [0.5, 1.5]",
        "PASS steady: root  measured 7 in [7, 7]",
        "PASS steady: alone  measured 0 in [0, 0]",
        "PASS exercises/steady: sheet  measured 2 in [1, 3]",
        "FAIL failing: off  measured 2.50 ± 0.71 (mean ± sd of 2 seeds) not in [−1, 1]",
        "PASS failing: after  measured 0 in [0, 1]",
        "PASS crashing: before  measured 0 in [0, 1]",
        "PASS crashing: beyond  measured 0 in [0, ∞)",
        "FAIL crashing: ZeroDivisionError: division by zero (and 1 more)",
        "FAIL silent: its code cells call claim(), but left no record of a claim",
    ],
)
def test_each_claim_has_its_line(everything, line):
    _, lines, errors = everything
    assert line in lines, errors


def test_nothing_else_passes_or_fails(everything):
    _, lines, _ = everything
    marks = [line.split(":")[0] for line in lines if line[:4] in ("PASS", "FAIL")]
    assert sorted(marks) == sorted(
        ["PASS steady"] * 3
        + ["PASS exercises/steady", "FAIL failing", "PASS failing"]
        + ["PASS crashing"] * 2
        + ["FAIL crashing", "FAIL dying", "FAIL silent"]
    )


def test_a_dead_kernel_is_a_failure(everything):
    _, lines, _ = everything
    assert any(line.startswith("FAIL dying: DeadKernelError") for line in lines)


def test_the_summary_counts_and_the_exit_code_tells(everything):
    code, lines, _ = everything
    assert code == 1
    assert lines[-1].startswith("7 claims passed and 4 failed in 8 chapter(s)")
    assert "BOOK_SEED=7" in lines[-1]


def test_each_chapter_has_its_time(everything):
    _, lines, _ = everything
    timed = [re.fullmatch(r" +(\S+): [0-9.]+ s", line) for line in lines]
    assert {found[1] for found in timed if found} == set(CHAPTERS)


def test_the_build_folder_is_left_alone(everything, folder):
    names = {path.name for path in (folder / "_build").iterdir()}
    assert names == {"kept", ".matplotlib"}, "with a list of fonts, for the next time"
    assert {path.name for path in folder.iterdir()} == {"_build", "_toc.yml", "book"}


@pytest.mark.parametrize("name", ["steady", "book/steady"])
def test_one_chapter_alone(folder, name):
    code, lines, _ = run(folder, "--chapter", name, BOOK_SEED="7")
    assert code == 0
    assert len(lines) == 5 and "in 1 chapter(s) with BOOK_SEED=7" in lines[-1]


def test_from_several_roots_the_width_of_each_interval_is_told(folder):
    code, lines, errors = run(folder, "--seeds=7,5,5", "--chapter=steady")
    assert code == 1, errors
    assert "PASS steady: root  measured 7 in [7, 7]  root 7" in lines
    assert "FAIL steady: root  measured 5 not in [7, 7]  root 5" in lines
    (head,) = (i for i, line in enumerate(lines) if line.startswith("claim  "))
    rows = [re.split(r"  +", line) for line in lines[head + 1 : head + 4]]
    # Thinnest first; what is always the same cannot fail.
    assert rows[0] == ["steady: root", "6 ± 1.4", "-0.7", "0.7"]
    assert ["steady: mean", "1 ± 0", "-", "-"] in rows
    assert "not foretold from fewer than 8 roots" in lines[head + 4]
    assert "BOOK_SEED=7, 5" in lines[-1]


def test_an_unknown_chapter_is_refused_with_those_there_are(folder):
    code, lines, errors = run(folder, "--chapter", "stedy")
    assert (code, lines) == (1, [])
    assert "stedy" in errors and all(name in errors for name in CHAPTERS)


@pytest.mark.parametrize("seed", ["-1", "1.5", "seven", "", "١"])
def test_a_bad_seed_is_refused_before_any_work(folder, seed):
    code, lines, errors = run(folder, f"--seed={seed}")
    assert (code, lines) == (2, [])
    assert "whole number >= 0" in errors and repr(seed) in errors
