"""The table of statements in a book that is built: its links, and what stops it."""

import re

import pytest
from tiny_book import Book

STATEMENTS = """

```{statements}
- says: So it *is*.
  by: essay
  claims: [%s]
  verdict: %s
```
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return Book(tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        (("nobody-made-this", "held"), "0 claims are named"),
        (("one-claim", "true"), "must say verdict"),
    ],
)
def test_a_claim_that_is_not_made_and_an_odd_verdict_stop_the_build(
    book, filled, words
):
    before = (book.folder / "book/index.md").read_text()
    book.write("book/index.md", before + STATEMENTS % filled)
    try:
        done = book.build()
        assert done.code != 0 and words in done.output
    finally:
        book.write("book/index.md", before)


def test_a_row_leads_to_its_claim_and_says_what_was_measured(book):
    before = (book.folder / "book/index.md").read_text()
    book.write("book/index.md", before + STATEMENTS % ("one-claim", "held"))
    done = book.build()
    assert done.code == 0, done.output
    page = book.page("index")
    (link,) = re.findall(r"<a [^>]*#claim-one-claim[^>]*>[^<]*</a>", page)
    assert 'href="one.html#claim-one-claim"' in link
    assert "measured 1.5" in link and "Of one: a_b &lt; *c*" in link
    assert "<em>is</em>" in page and "1 statements: 1 held." in page
    book.write("book/index.md", before)
