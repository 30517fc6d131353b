"""`make page`: one page is executed and built, the others are as they were."""

import subprocess
import sys

import pytest
from tiny_book import ROOT, Book


def page(book, name):
    """Run the command; its exit code, what it said, which chapters were executed."""
    runs = book.folder / "runs.txt"
    runs.write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "tools.page", name],
        cwd=book.folder,
        env=book.environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr, runs.read_text().split()


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_of_a_book_that_was_never_built_one_page_is(book):
    code, said, executed = page(book, "book/one.md")
    assert (code, executed) == (0, ["one"]), said
    assert "one.html" in said
    assert "It took" in book.page("one") and "seed 0" in book.page("one")
    assert not (book.folder / "_build/html/book/two.html").exists()
    whole = book.build()
    assert (whole.code, whole.executed) == (0, ["two"]), whole.output
    assert "Of two" in book.page("ledger") and "Of one" in book.page("ledger")


def test_of_a_built_book_the_others_are_as_they_were(book):
    assert book.build().code == 0
    before = {
        path: path.read_bytes()
        for path in (book.folder / "_build/html/book").glob("*.html")
        if path.stem != "one"
    }
    book.edit("book/one.md", "It took", "By the clock it took")
    book.edit("book/one.md", "print(", "1 + 1\nprint(")
    book.edit("lib/other.py", "2.125", "4.875")
    code, said, executed = page(book, "one")
    assert (code, executed) == (0, ["one"]), said
    assert "By the clock it took" in book.page("one")
    assert before == {path: path.read_bytes() for path in before}
    whole = book.build()
    assert (whole.code, whole.executed) == (0, ["two"]), whole.output
    assert "4.875" in book.page("ledger")


def test_a_page_without_code_is_built_without_executing(book):
    code, said, executed = page(book, "bibliography")
    assert (code, executed) == (0, []), said
    assert "Bibliography" in book.page("bibliography")
    assert book.build().executed == ["one", "two"]


def test_a_page_that_fails_says_where(book):
    book.edit("book/one.md", "print(", "1 / 0  # of one\nprint(")
    code, said, _ = page(book, "one")
    assert code == 1 and "1 / 0  # of one" in said


@pytest.mark.parametrize("name", ["", "ones", "lib"])
def test_an_unknown_page_is_refused_with_those_there_are(book, name):
    code, said, executed = page(book, name)
    assert (code, executed) == (1, [])
    assert "one" in said and "two" in said and "Traceback" not in said
    assert not (book.folder / "_build").exists()
