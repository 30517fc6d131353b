"""A guess before the look: what the directive takes, and what it makes of it."""

import re

import predict
import pytest
from tiny_book import Book

from tools.myst import flatten

CHOICES = """Which *one*?

- [ ] The first, $a$.

  It is
  wrong.

  Twice.
- [x] The second,
  after a break.
"""


def test_choices_are_cut_from_the_question():
    question, choices = predict.cut(CHOICES)
    assert question == "Which *one*?"
    assert choices == [
        (False, "The first, $a$.", "It is\nwrong.\n\nTwice."),
        (True, "The second, after a break.", ""),
    ]


def test_a_question_without_choices_stays_whole():
    assert predict.cut("How many?\n\nNot so many.") == ("How many?\n\nNot so many.", [])


def test_a_notebook_has_the_question_and_then_the_answer():
    text = f"```{{predict}} fig-a\n{CHOICES}```\n"
    plain = flatten(text, "book/evidence")
    before, folded = plain.split("<details>")
    assert "Which *one*?" in before and "- The first, $a$." in before
    assert "It is" not in before and "[x]" not in plain
    assert "**Yes:** The second" in folded and "**Not:** The first" in folded

    text = "```{predict}\n:number: n\n:unit: runs\n\nHow many?\n\nFew.\n```\n"
    plain = flatten(text, "book/evidence", told={("glue:text", "n"): "1,200"})
    assert plain.index("How many?") < plain.index("Measured: 1,200 runs.")
    assert plain.index("<details>") < plain.index("Few.")


PAGE = """

```{predict} paragraph
%s
```

The answer is here.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return Book(tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Which?\n\n- [ ] a\n- [ ] b", "one of them right"),
        ("Which?\n\n- [x] a\n- [x] b", "one of them right"),
        ("Which?\n\n- [x] a", "two choices or more"),
        ("Which?", "two choices or more"),
        (":number: nowhere\n\nHow many?", "quotes no number nowhere"),
        (":number: n\n\nHow many?\n\n- [x] a\n- [ ] b", "not both"),
    ],
)
def test_what_cannot_be_asked_stops_the_build(book, body, words):
    before = (book.folder / "book/index.md").read_text()
    book.write("book/index.md", before + PAGE % body)
    try:
        done = book.build()
        assert done.code != 0 and words in done.output
    finally:
        book.write("book/index.md", before)


def test_a_page_with_a_question(book):
    before = (book.folder / "book/index.md").read_text()
    book.write("book/index.md", before + PAGE % CHOICES)
    done = book.build()
    assert done.code == 0, done.output
    page = book.page("index")
    (form,) = re.findall(r'<form class="predict".*?</form>', page, re.DOTALL)
    assert 'data-covers="paragraph"' in form
    assert form.count('type="radio"') == 2 and form.count("data-right") == 1
    assert form.index("<details") < form.index("Twice.")
    book.write("book/index.md", before)
