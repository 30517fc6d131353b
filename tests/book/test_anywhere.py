"""Books that are built in odd folders, with odd lines, at once, in two goes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_book import ROOT, Book

pytestmark = pytest.mark.slow

BUILD = [
    Path(sys.executable).with_name("jupyter-book"),
    *("build", ".", "-W", "-n", "--keep-going"),
]


def start(book):
    (book.folder / "runs.txt").write_text("")
    return subprocess.Popen(
        BUILD,
        cwd=book.folder,
        env=book.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize("name", ["My Notes (été) #2", "ML [WS26] & c?"])
def test_a_folder_may_have_any_name(tmp_path, name):
    (tmp_path / name).mkdir()
    book = Book(tmp_path / name)
    first = book.build()
    assert (first.code, first.executed) == (0, ["one", "two"]), first.output
    assert "Of two" in book.page("ledger")
    again = book.build()
    assert (again.code, again.executed) == (0, []), again.output


def test_a_folder_that_no_cache_can_be_in_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "a%20b").mkdir()
    refused = Book(tmp_path / "a%20b").build()
    assert refused.code != 0 and refused.executed == []
    assert "give it another name" in refused.output


def test_lines_may_end_as_on_windows(tmp_path):
    book = Book(tmp_path)
    for path in (*tmp_path.glob("book/*.md"), *tmp_path.glob("lib/*.py")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    first = book.build()
    assert (first.code, first.executed) == (0, ["one", "two"]), first.output
    assert "It took" in book.page("one") and "seed 0" in book.page("one")


def test_an_interrupted_build_is_gone_on_with(tmp_path):
    book = Book(tmp_path)
    book.edit("book/two.md", "print(", "import time\ntime.sleep(30)\nprint(")
    running = start(book)
    patience = time.monotonic() + 60
    while "two" not in (tmp_path / "runs.txt").read_text():
        if time.monotonic() > patience:
            break
        time.sleep(0.2)
    # As a terminal does, to all that was started.
    os.killpg(running.pid, signal.SIGINT)
    running.communicate(timeout=90)
    assert running.returncode != 0
    book.edit("book/two.md", "import time\ntime.sleep(30)\n", "")
    again = book.build()
    assert again.code == 0, again.output
    assert "Of one" in book.page("ledger") and "Of two" in book.page("ledger")


def test_two_builds_at_once_leave_a_whole_site(tmp_path):
    book = Book(tmp_path)
    running = [start(book), start(book)]
    said = [one.communicate(timeout=120)[0] for one in running]
    assert 0 in [one.returncode for one in running], said
    last = book.build()
    assert last.code == 0, last.output
    assert "Of one" in book.page("ledger") and "Of two" in book.page("ledger")


def test_an_old_folder_of_builds_does_no_harm(tmp_path):
    """One of another version: with a pickle, a cache and pages that nobody reads."""
    book = Book(tmp_path)
    for name in (
        ".doctrees/environment.pickle",
        ".jupyter_cache/global.db",
        "html/a.html",
    ):
        book.write(f"_build/{name}", "")
    book.write("_build/.jupyter_cache/__version__.txt", "0.1\n")
    built = book.build()
    assert (built.code, built.executed) == (0, ["one", "two"]), built.output


def test_make_works_from_elsewhere_and_with_several_jobs():
    command = ["make", "--dry-run", "-o", ".venv/.installed", "-C", ROOT, "-j2", "book"]
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
    assert "jupyter-book build" in done.stdout
