"""MyST made plain: what a theorem, a fold, an equation, a citation turn into."""

import re

import pytest
from tiny_book import ROOT

from tools import myst
from tools.book import Book

ONE = """(one)=
# The first page

$$
a=b
$$ (first)

:::{prf:theorem} Pythagoras
:label: triangle
By {eq}`first`, $a^2$.

$$
c
$$ (third)
:::
"""
TWO = """# The second

````{prf:lemma}
:label: small

- A list.
````

$$
d
$$ (fourth)
"""
BIB = """@misc{three2001,
  author = {M{\\"u}ller, A. and de Heide, B. and Third, C.}, title = {T}, year = {2001}}
@misc{two2002, author = {M{\\"u}ller, A. and van Camp, B.}, title = {T}, year = 2002}
"""


@pytest.fixture
def book(tmp_path):
    """Sources of two pages under the name of an owner of their own."""
    files = {
        "_config.yml": "repository:\n  url: https://github.com/ann/notes/\n",
        "_toc.yml": "root: book/one\nparts:\n- chapters:\n  - file: book/one-more\n"
        "    sections:\n    - file: book/in/two\n",
        "book/one.md": ONE,
        "book/one-more.md": "# More\n",
        "book/in/two.md": TWO,
        "book/references.bib": BIB,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Book(tmp_path)


def test_pages_come_in_reading_order(book):
    assert book.pages == ["book/one", "book/one-more", "book/in/two"]
    assert book.title("book/one") == "The first page"


def test_web_addresses_follow_the_repository(book):
    assert (
        book.web_page("book/in/two") == "https://ann.github.io/notes/book/in/two.html"
    )
    assert book.web_page("book/in/two", "../one") == book.web_page("book/one")
    assert book.web_page("book/one", "in/two") == book.web_page("book/in/two")


def test_each_kind_is_counted_through_the_book(book):
    found = {label: (n.page, n.text) for label, n in book.numbers.items()}
    assert found == {
        "first": ("book/one", "(1)"),
        "third": ("book/one", "(2)"),
        "triangle": ("book/one", "Theorem 1"),
        "small": ("book/in/two", "Lemma 1"),
        "fourth": ("book/in/two", "(3)"),
    }


def test_a_page_made_plain(book):
    assert (
        myst.flatten(ONE, "book/one", book)
        == """# The first page

$$
a=b
\\tag{1}
$$

<blockquote>

**Theorem 1 (Pythagoras).** By (1), $a^2$.

$$
c
\\tag{2}
$$

</blockquote>

"""
    )


def test_a_list_does_not_run_into_the_title(book):
    plain = myst.flatten(TWO, "book/in/two", book)
    assert "**Lemma 1.**\n\n- A list." in plain


def test_references_to_another_page_lead_there(book):
    page = book.web_page("book/one")
    text = "{eq}`third`, {prf:ref}`triangle`, {doc}`../one`, [x](../one.md#y)"
    assert myst.flatten(text, "book/in/two", book) == (
        f"[(2)]({page}#equation-third), [Theorem 1]({page}#triangle), "
        f"[The first page]({page}), [x]({page}#y)"
    )


def test_citations_name_authors_and_year_and_lead_to_the_bibliography(book):
    page = book.web_page("book/bibliography")
    text = myst.flatten("{cite:t}`two2002`; {cite:p}`three2001`", "book/one", book)
    assert text == (
        f"[Müller and van Camp (2002)]({page}#cite-two2002); "
        f"([Müller et al., 2001]({page}#cite-three2001))"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (":::{prf:proof}\nClear.\n:::", "*Proof.* Clear. ∎\n\n"),
        (
            ":::{prf:proof}\nSo\n\n$$\na\n$$\n:::\nAnd",
            "*Proof.* So\n\n$$\na\n$$\n\n∎\n\nAnd",
        ),
        (
            ":::{admonition} Note $x$\nText.\n:::",
            "<blockquote>\n\n**Note $x$** Text.\n\n</blockquote>\n\n",
        ),
        (
            ":::{admonition} Answer\n:class: dropdown\n\nYes.\n:::",
            "<details><summary>Answer</summary>\n\nYes.\n\n</details>\n\n",
        ),
        (
            "::::{grid} 1 2\n:gutter: 2\n\n:::{grid-item-card} One\n:link: one\n\nIt.\n"
            ":::\n::::",
            "**[One](https://ann.github.io/notes/book/one.html)**\n\nIt.\n\n\n\n",
        ),
    ],
)
def test_boxes(book, text, plain):
    assert myst.flatten(text, "book/in", book) == plain


def test_what_was_measured_is_told(book):
    told = {("glue:text", "a"): "1.20", ("tested-claim", "c"): "It holds."}
    text = "It is {glue:text}`a`.\n\n```{tested-claim} c\n```\n"
    assert myst.flatten(text, "book/one", book, told) == "It is 1.20.\n\nIt holds.\n\n"


def test_plain_markdown_stays_as_it_is():
    text = "# A\n\nText with `code`, $x$ and [a link](https://a.org/b.md).\n\n```python\nx\n```\n"
    assert myst.flatten(text, "book/a") == text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{nope}`x`", "nope"),
        ("{glue:text}`unmeasured`", "unmeasured"),
        (":::{nope}\nx\n:::", "nope"),
        (":::{tested-claim} unmade\n:::", "unmade"),
        (":::{hint}\nx", "never closed"),
        ("{cite:p}`nobody2000`", "nobody2000"),
        ("{eq}`nothing`", "nothing"),
        ("$$\nx\n$$ (unlisted)", "unlisted"),
    ],
)
def test_refuses_what_it_does_not_know(text, named):
    with pytest.raises(ValueError, match=named):
        myst.flatten(text, "book/a")


def test_no_other_file_names_the_repository():
    """A fork edits one line (and the citation of the work, which stays what it is)."""
    address = re.search(r"url: *(\S+)", (ROOT / "_config.yml").read_text())[1]
    owner_and_name = "/".join(address.split("/")[-2:])
    sources = [
        path
        for folder in ("book", "lib", "tools", "tests", "benchmarks", ".github")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".yml", ".css", ".html", ".bib", ".js"}
    ]
    sources += [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml"}]
    assert [p for p in sources if owner_and_name in p.read_text("utf8")] == []
