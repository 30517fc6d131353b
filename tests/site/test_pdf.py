"""The book as one PDF: contents, numbers, outline and links agree with its pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from built import REPOSITORY
from pypdf import PdfReader

SMALL = """
format: jb-book
root: book/intro
parts:
- caption: A part
  chapters:
  - file: book/noise-scale
    sections:
    - file: book/exercises/noise-scale
- caption: Another
  chapters:
  - file: book/notation
  - file: book/bibliography
"""


class Printed(NamedTuple):
    reader: PdfReader
    texts: list[str]
    names: list[str]
    toc: str


def run(root, **environment):
    return subprocess.run(
        [sys.executable, "-m", "tools.pdf"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        timeout=1200,
    )


def folder(path, site, toc):
    for name in ["_config.yml", "CITATION.cff"]:
        shutil.copy(REPOSITORY / name, path)
    (path / "_toc.yml").write_text(toc)
    (path / "_build").mkdir()
    (path / "_build/html").symlink_to(site)
    return path


@pytest.fixture(
    scope="module", params=["small", pytest.param("whole", marks=pytest.mark.weekly)]
)
def book(request, site, browser, tmp_path_factory):
    """A book of four of the pages, and the whole book."""
    whole = (REPOSITORY / "_toc.yml").read_text()
    toc = SMALL if request.param == "small" else whole
    root = folder(tmp_path_factory.mktemp(request.param), site, toc)
    done = run(root)
    assert done.returncode == 0, done.stderr
    assert not list((root / "_build").glob("*.part"))
    reader = PdfReader(root / "_build/book.pdf")
    texts = [page.extract_text() for page in reader.pages]
    names = re.findall(r"(?:root|file): (\S+)", toc)
    return Printed(reader, texts, names, toc)


def squeezed(text):
    """Text without blanks, which a PDF does not keep, and with plain quotes."""
    return re.sub(r"\s", "", text).replace("’", "'")


def titles(site, names):
    return [told(source(site, name).h1) for name in names]


def told(heading):
    """A heading with its number, without the link to itself."""
    for link in heading.select(".headerlink"):
        link.decompose()
    return " ".join(heading.get_text().split())


def source(site, name):
    return BeautifulSoup((site / f"{name}.html").read_text(), "html.parser").article


def links(book, page):
    annotations = [a.get_object() for a in book.reader.pages[page].get("/Annots", [])]
    return [a for a in annotations if a["/Subtype"] == "/Link"]


def landing(book, link):
    """The page, counted from 0, to which a link inside the PDF leads."""
    destination = book.reader.named_destinations[link["/Dest"]]
    return book.reader.get_destination_page_number(destination)


def test_every_page_bears_its_number(book):
    for number, text in list(enumerate(book.texts, 1))[1:]:
        lines = text.strip().splitlines()
        assert str(number) in (lines[0].strip(), lines[-1].strip())


def test_contents_lead_where_they_say(book, site):
    wanted = titles(site, book.names)
    first = next(
        page
        for page, text in enumerate(book.texts[1:], 1)
        if squeezed(text).removeprefix(str(page + 1)).startswith(squeezed(wanted[0]))
    )
    contents = range(1, first)
    lines = [
        line.strip() for page in contents for line in book.texts[page].splitlines()
    ]
    for caption in re.findall(r"caption: (.+)", book.toc):
        assert caption in lines
    entry = r"^(.*?[^\s.])[ .]+(\d+)$"
    found = [
        pair for page in contents for pair in re.findall(entry, book.texts[page], re.M)
    ]
    numbers = [int(number) for _, number in found]
    assert [title for title, _ in found] == wanted
    ends = [landing(book, link) + 1 for page in contents for link in links(book, page)]
    assert ends == numbers
    for title, number in zip(wanted, numbers, strict=True):
        start = squeezed(book.texts[number - 1]).removeprefix(str(number))
        assert start.startswith(squeezed(title))
    assert numbers == sorted(set(numbers))


def outline(reader, items, depth=0):
    for item in items:
        if isinstance(item, list):
            yield from outline(reader, item, depth + 1)
        else:
            yield depth, item.title, reader.get_destination_page_number(item)


def test_outline_agrees_with_the_pages(book, site):
    found = list(outline(book.reader, book.reader.outline))
    captions = re.findall(r"caption: (.+)", book.toc)
    assert [title for depth, title, _ in found if depth == 0] == [
        "Contents",
        *titles(site, book.names[:1]),
        *captions,
    ]
    for depth, title, page in found:
        if depth or title not in captions:
            assert squeezed(title) in squeezed(book.texts[page])
    headings = [
        told(heading)
        for name in book.names
        for heading in source(site, name).select("h1, h2, h3")
    ]
    said = [title for depth, title, _ in found if depth or title not in captions]
    assert [squeezed(title) for title in said[1:]] == [
        squeezed(heading) for heading in headings
    ]


def said(element):
    """Words of an element, or the number of an equation, that its page must hold."""
    for unprinted in element.select("script, .headerlink, details, mjx-container"):
        unprinted.decompose()
    named = ".eqno, .caption-number, h1, h2, h3, .admonition-title, .citation > p"
    chosen = element.select_one(named) or element
    return next(chosen.stripped_strings, "")


def test_links_inside_lead_to_what_they_name(book, site):
    articles = {name: source(site, name) for name in book.names}
    inside = spoken = 0
    for page in range(2, len(book.texts)):
        for link in links(book, page):
            if "/Dest" not in link:
                continue
            name, _, fragment = unquote(link["/Dest"].lstrip("/")).partition(":")
            element = articles[name]
            if fragment:
                element = element.find(id=fragment) or element.find(
                    attrs={"id": fragment}
                )
            words = squeezed(said(element))
            assert words in squeezed(book.texts[landing(book, link)]), link["/Dest"]
            inside += 1
            spoken += bool(words)
    assert spoken > 0.8 * inside > 0


def test_every_other_link_leads_to_the_web(book):
    addresses = []
    for page in range(len(book.texts)):
        for link in links(book, page):
            if "/Dest" in link:
                assert link["/Dest"] in book.reader.named_destinations
            else:
                addresses.append(link["/A"]["/URI"])
    assert addresses
    assert not [a for a in addresses if not a.startswith("https://")]


def test_links_to_pages_of_the_book_stay_in_it(book, site):
    config = (REPOSITORY / "_config.yml").read_text()
    owner, name = re.search(r"url: https://github.com/(\S+)/(\S+)", config).groups()
    pages = {f"https://{owner}.github.io/{name}/{page}.html" for page in book.names}
    left = [
        link["/A"]["/URI"].partition("#")[0]
        for page in range(2, len(book.texts))
        for link in links(book, page)
        if "/A" in link
    ]
    assert not pages.intersection(left)


def test_fonts_are_in_the_file(book):
    seen = set()
    for page in book.reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            seen.add(font["/Subtype"])
            if font["/Subtype"] == "/Type0":
                font = font["/DescendantFonts"][0].get_object()
            if font["/Subtype"] != "/Type3":
                assert any(
                    key.startswith("/FontFile")
                    for key in font["/FontDescriptor"].get_object()
                )
    assert seen


def test_solutions_are_not_printed_but_pointed_to(book, site):
    whole = squeezed("".join(book.texts))
    sheets = [name for name in book.names if "/exercises/" in name]
    assert sheets
    for name in sheets:
        for solution in source(site, name).select(".solution, details"):
            for paragraph in solution.select("p:not(.admonition-title)"):
                text = paragraph.find(string=True)
                if text and len(text) > 40:
                    assert squeezed(text) not in whole
    assert squeezed("Folded away") in whole
    assert "solutions" in book.texts[0]


def test_says_what_it_is(book):
    config = (REPOSITORY / "_config.yml").read_text()
    about = book.reader.metadata
    assert f"title: {about.title}\nauthor: {about.author}\n" in config
    assert about.subject
    assert f"language: {book.reader.root_object['/Lang']}\n" in config
    assert about.title in book.texts[0]
    assert "/StructTreeRoot" in book.reader.root_object


def test_without_chromium_says_so_and_writes_nothing(site, tmp_path):
    root = folder(tmp_path, site, SMALL)
    done = run(root, PATH="", PLAYWRIGHT_BROWSERS_PATH=str(tmp_path / "none"))
    assert done.returncode == 1
    assert done.stderr.startswith("Chromium, which prints the PDF, failed: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in (root / "_build").iterdir()] == ["html"]


def test_without_a_built_book_says_so(tmp_path):
    root = folder(tmp_path, tmp_path / "nothing", SMALL)
    done = run(root)
    assert done.returncode == 1
    assert done.stderr.startswith("run make book first")
    assert "Traceback" not in done.stderr
