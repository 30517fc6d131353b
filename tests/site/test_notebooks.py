"""The notebooks in the built site say and compute what its pages do, anywhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import jupytext
import nbformat
import pytest
from bs4 import BeautifulSoup
from built import REPOSITORY, SITE
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from tools.book import BOOK

PAGES = [page for page in BOOK.pages if "{code-cell}" in BOOK.source(page).read_text()]
SHEETS = [page for page in PAGES if page.startswith("book/exercises/")]
CHAPTERS = [page for page in PAGES if page not in SHEETS]
MYST = re.compile(r"\{[a-z:-]+\}`|^\s*(`{3,}|:{3,})\{|^:::|^\([\w-]+\)=$|^\+\+\+", re.M)

BUTTONS = ".article-header-buttons a[href]"

every_page = pytest.mark.parametrize("page", PAGES)
every_chapter = pytest.mark.parametrize("page", CHAPTERS)


@pytest.fixture
def notebook(site, page):
    path = site / "notebooks" / f"{page.removeprefix('book/')}.ipynb"
    return nbformat.read(path, as_version=4)


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_there_is_one_of_every_page_with_code_and_no_other(site):
    assert CHAPTERS and SHEETS
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.ipynb")}
    assert found == {f"notebooks/{p.removeprefix('book/')}.ipynb" for p in PAGES}


@every_page
def test_it_is_valid_and_nothing_has_run(notebook):
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code == [c for c in code if not c.outputs and c.execution_count is None]
    assert notebook.metadata.kernelspec.name == "python3"


@every_page
def test_no_myst_is_left(notebook):
    assert [text for text in prose(notebook) if MYST.search(text)] == []
    assert not re.search(r"myst.?nb", "".join(c.source for c in notebook.cells), re.I)


@every_page
def test_the_first_cell_installs_the_book_only_where_it_is_missing(
    notebook, monkeypatch
):
    commands = []
    monkeypatch.setattr("subprocess.run", lambda words, check: commands.append(words))
    exec(notebook.cells[0].source, {})
    assert commands == []
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    exec(notebook.cells[0].source, {})
    (command,) = commands
    assert command[-1] == f"git+{BOOK.repository}"


@every_chapter
def test_its_code_is_that_of_the_source(notebook, page):
    source = jupytext.read(BOOK.source(page)).cells
    expected = [cell.source for cell in source if cell.cell_type == "code"]
    found = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert found[1:] == expected


@every_chapter
def test_its_prose_is_that_of_the_page(notebook, page):
    """Paragraph by paragraph, formulas as TeX, through two independent renderers."""
    html = BeautifulSoup((SITE / f"{page}.html").read_text("utf8"), "html.parser")
    article = html.select_one("article")
    for other in article.select(
        ".cell, .headerlink, .prev-next-footer, .claim, .predict, .section-number"
    ):
        other.decompose()
    said = [words(paragraph) for paragraph in article.select("p")]
    own = [words(paragraph) for text in prose(notebook) for paragraph in plain(text)]
    kept = {text for text in said if len(text.split()) > 3}
    assert len(kept) > 5
    everything = " ".join(own)
    assert [text for text in kept if text not in everything] == []


def plain(markdown):
    reader = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)
    return [BeautifulSoup(reader.render(markdown), "html.parser")]


def words(element):
    text = element.get_text(" ")
    text = re.sub(r"\\tag\{\d+\}|\\[\[\]()]|[∎#]", " ", text)
    return re.sub(r"[\W_]+", " ", text).strip()


def numbers_of(page):
    return {k: n for k, n in BOOK.numbers.items() if n.page == page}


@pytest.mark.parametrize("page", [p for p in BOOK.pages if numbers_of(p)])
def test_numbers_are_those_of_the_page(site, page):
    text = (site / f"{page}.html").read_text("utf8")
    for label, (_, expected, anchor) in numbers_of(page).items():
        mark = 'class="eqno">' if expected[0] == "(" else 'caption-number">'
        after = text[text.index(f'id="{anchor}"') :]
        assert after.partition(mark)[2].partition("<")[0].strip() == expected, label


@every_page
def test_its_links_into_the_book_lead_somewhere(notebook, site):
    links = re.findall(
        rf"\]\(({re.escape(BOOK.site)}[^)]*)\)", "".join(prose(notebook))
    )
    assert links
    for link in links:
        address, fragment = urldefrag(link)
        target = site / unquote(address.removeprefix(BOOK.site))
        assert target.is_file(), link
        assert not fragment or f'id="{fragment}"' in target.read_text("utf8"), link


@every_page
def test_the_pages_buttons_lead_to_it(opened_page, page, site):
    own = f"notebooks/{page.removeprefix('book/')}.ipynb"
    owner, name = BOOK.owner_and_name
    buttons = {a.get_text(strip=True): a["href"] for a in opened_page.select(BUTTONS)}
    assert buttons["Colab"] == (
        f"https://colab.research.google.com/github/{owner}/{name}/blob/gh-pages/{own}"
    )
    opens = f"release/{Path(page).name}.ipynb" if page in SHEETS else f"{page}.md"
    assert buttons["Binder"] == (
        f"https://mybinder.org/v2/gh/{owner}/{name}/main?urlpath=lab/tree/{opens}"
    )
    target = (site / page).parent / buttons[".ipynb"]
    assert target.resolve() == (site / own).resolve()


@pytest.fixture
def opened_page(site, page):
    return BeautifulSoup((site / f"{page}.html").read_text("utf8"), "html.parser")


def test_a_page_without_code_offers_no_notebook(site):
    for page in set(BOOK.pages) - set(PAGES):
        html = BeautifulSoup((site / f"{page}.html").read_text("utf8"), "html.parser")
        labels = {b.get_text(strip=True) for b in html.select(BUTTONS)}
        assert labels and not labels & {"Colab", "Binder", ".ipynb"}


def test_the_file_named_by_binder_is_in_the_repository():
    for page in CHAPTERS:
        assert (REPOSITORY / f"{page}.md").is_file()
    assert "release" in (REPOSITORY / "postBuild").read_text()
