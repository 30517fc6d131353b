"""Print the built book as one PDF: `make pdf`.

The pages are joined into one document and Chromium prints that. So the numbers of the
pages run through the book, and links, fonts and tags for screen readers are Chromium's.
"""

from __future__ import annotations

import html
import itertools
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin

import yaml
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Error, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination, Fit
from sphinx_external_toc.parsing import parse_toc_yaml

from tools.myst import web_page

OPTIONS = ["--no-sandbox", "--disable-gpu"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

STYLE = """
@page { size: A4 }
@page front { @bottom-center { content: none } }
.bd-article { break-before: page }
.bd-article.title { page: front; padding-top: 25vh !important; text-align: center }
.title p { max-width: 32rem; margin: 1.5rem auto }
.contents ol { margin: 0; padding: 0; list-style: none }
.contents li li { padding-left: 1.5rem }
.contents h2 { margin: 1.2rem 0 0.3rem; font-size: 1.1rem }
.contents a { display: flex; color: inherit; text-decoration: none }
.contents a::before { flex: 1; order: 1; margin: 0.4em; border-bottom: 1px dotted;
  content: "" }
.contents a span { order: 2 }
"""

# Chromium keeps the places only of those anchors to which a link leads, and of those
# only the ones that it prints: a link into a fold leads to what holds the fold.
SETTLE = """places => {
  const articles = document.querySelectorAll("article");
  articles[0].insertAdjacentHTML("beforeend", places
    .map(place => `<a hidden href="#${encodeURIComponent(place)}"></a>`).join(""));
  for (const link of document.querySelectorAll('article a[href^="#"]')) {
    const name = decodeURIComponent(link.hash.slice(1));
    let target = document.getElementById(name);
    if (!target) throw new Error(`nothing is called ${name}`);
    while (!target.id || !target.getClientRects().length) {
      target = target.parentElement;
    }
    link.hash = encodeURIComponent(target.id);
  }
  return Promise.all([window.MathJax?.startup?.promise, document.fonts.ready,
    ...[...document.images].map(image => image.decode())]);
}"""
NUMBER = """numbers => document.querySelectorAll(".contents a span")
  .forEach((span, i) => { span.textContent = numbers[i]; })"""


class Entry(NamedTuple):
    """A line of the table of contents; `depth` is 0 for a chapter, 1 for its sheet."""

    part: str | None
    depth: int
    name: str


class Chapter(NamedTuple):
    """A page of the site; its sections are levels, titles and identifiers."""

    entry: Entry
    title: str
    sections: list[tuple[int, str, str]]
    article: Tag


def entries(toc: Path) -> list[Entry]:
    """The book's pages in their order."""
    contents = parse_toc_yaml(toc)

    def below(name: str, part: str | None, depth: int) -> list[Entry]:
        children = [
            entry
            for tree in contents[name].subtrees
            for child in tree.items
            for entry in below(child, part, depth + 1)
        ]
        return [Entry(part, depth, name), *children]

    root = contents.root
    return [Entry(None, 0, root.docname)] + [
        entry
        for tree in root.subtrees
        for name in tree.items
        for entry in below(name, tree.caption, 0)
    ]


def chapter(site: Path, entry: Entry, names: set[str]) -> Chapter:
    """A page of the site, its identifiers and links made to hold in the joined book."""
    path = site / f"{entry.name}.html"
    article = BeautifulSoup(path.read_text("utf8"), "html.parser").article
    for unprinted in article.select("script, .headerlink, .explore-frames [hidden]"):
        unprinted.decompose()
    for element in article.select("[id]"):
        element["id"] = place(entry.name, element["id"])
    for label in article.select("[for]"):
        label["for"] = place(entry.name, label["for"])
    for image in article.select("img"):
        image["src"] = urljoin(path.as_uri(), image["src"])
    for link in article.select("a[href]"):
        link["href"] = joined(urljoin(path.as_uri(), link["href"]), site, names)
    article["id"] = entry.name
    headings = article.select("section > :is(h1, h2, h3)")
    for heading in headings:
        name_heading(heading)
    title, *others = headings
    return Chapter(
        entry,
        words(title),
        [(int(h.name[1]), words(h), h["id"]) for h in others],
        article,
    )


def name_heading(heading: Tag) -> None:
    """Give a heading the identifiers of its section.

    A section may begin at the foot of a page from which its heading moves to the next.
    """
    for target in heading.find_previous_siblings("span", id=True):
        heading.insert(0, target)
    heading["id"] = heading.parent["id"]
    del heading.parent["id"]


def words(element: Tag) -> str:
    """The text of an element, on one line."""
    return " ".join(element.get_text().split())


def place(name: str, fragment: str) -> str:
    """What the joined book calls a page, or a fragment of it."""
    return f"{name}:{fragment}" if fragment else name


def joined(url: str, site: Path, names: set[str]) -> str:
    """Where a link leads: into the joined book, or else to the web."""
    if not url.startswith(site.as_uri()):
        return url
    base, fragment = urldefrag(url)
    path = base.removeprefix(site.as_uri()).lstrip("/")
    name = unquote(path).removesuffix(".html")
    if name in names:
        return "#" + quote(place(name, unquote(fragment)))
    return urljoin(web_page("", "index"), path) + (fragment and f"#{fragment}")


def document(root: Path, chapters: list[Chapter]) -> str:
    """The joined book: a title page, the contents, and every chapter."""
    first = root / "_build/html" / f"{chapters[0].entry.name}.html"
    head = BeautifulSoup(first.read_text("utf8"), "html.parser").head
    for element in head.select("link[href], script[src]"):
        attribute = "href" if element.name == "link" else "src"
        element[attribute] = urljoin(first.as_uri(), element[attribute])
    about = about_book(root)
    head.title.string = about["/Title"]
    articles = "".join(str(chapter.article) for chapter in chapters)
    return (
        f'<!DOCTYPE html><html lang="{about["language"]}" data-theme="light">{head}'
        f'<style media="print">{STYLE}</style><body><main class="bd-main">'
        '<div class="bd-content"><div class="bd-article-container">'
        f"{title_page(about, chapters[0].entry.name)}{contents(chapters)}{articles}"
        "</div></div></main></body></html>"
    )


def about_book(root: Path) -> dict[str, str]:
    """What a PDF says of itself, and the language."""
    config = yaml.safe_load((root / "_config.yml").read_text("utf8"))
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf8"))
    return {
        "/Title": config["title"],
        "/Author": config["author"],
        "/Subject": citation["abstract"],
        "language": config["sphinx"]["config"]["language"],
    }


def title_page(about: dict[str, str], first: str) -> str:
    """The first page, which says where the rest of the book is."""
    title, author, subject = (
        html.escape(about[key]) for key in ("/Title", "/Author", "/Subject")
    )
    address = html.escape(web_page("", first))
    return (
        f'<article class="bd-article title"><h1>{title}</h1><p>{author}</p>'
        f'<p>{subject}</p><p>Printed from <a href="{address}">{address}</a>. There the '
        "figures with sliders move, and what is folded away in print opens: hints, "
        "answers, solutions, and the code of most figures.</p></article>"
    )


def contents(chapters: list[Chapter]) -> str:
    """The table of contents, with room for the numbers of the pages."""
    lines = []
    for part, members in itertools.groupby(chapters, lambda c: c.entry.part):
        lines.append(f"<h2>{html.escape(part)}</h2>" if part else "")
        for chapter in members:
            opened, closed = "<ol><li>" * chapter.entry.depth, "</ol>"
            lines.append(
                f"<ol><li>{opened}"
                f'<a href="#{quote(chapter.entry.name)}">{html.escape(chapter.title)}'
                f"<span></span></a>{closed * (chapter.entry.depth + 1)}"
            )
    return (
        '<article class="bd-article contents" id="contents"><h1>Contents</h1>'
        f"{''.join(lines)}</article>"
    )


def pages(reader: PdfReader) -> dict[str, tuple[int, Destination]]:
    """On which page, counted from 1, each place of the book is."""
    return {
        unquote(name.lstrip("/")): (
            reader.get_destination_page_number(destination) + 1,
            destination,
        )
        for name, destination in reader.named_destinations.items()
    }


def printed(browser: Browser, source: str, chapters: list[Chapter]) -> PdfReader:
    """The joined book as Chromium prints it, the numbers in its contents true."""
    names = [chapter.entry.name for chapter in chapters]
    places = [place for chapter in chapters for _, _, place in chapter.sections]
    page = browser.new_context(offline=True).new_page()
    page.emulate_media(media="print")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.html"
        path.write_text(source, "utf8")
        page.goto(path.as_uri())
        page.evaluate(SETTLE, ["contents", *names, *places])
        found = pages(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))))
        page.evaluate(NUMBER, [found[name][0] for name in names])
        return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, tagged=True)))


def bound(reader: PdfReader, chapters: list[Chapter], about: dict) -> PdfWriter:
    """The printed book with an outline and with what it says of itself."""
    writer = PdfWriter(clone_from=reader)
    found = pages(reader)

    def entry(title: str, name: str, parent: object = None) -> object:
        page, at = found[name]
        fit = Fit.xyz(at.left, at.top)
        return writer.add_outline_item(
            title=title, page_number=page - 1, parent=parent, fit=fit
        )

    entry("Contents", "contents")
    for part, members in itertools.groupby(chapters, lambda c: c.entry.part):
        above = []
        for chapter in members:
            if part and not above:
                above = [entry(part, chapter.entry.name)]
            depth = chapter.entry.depth + bool(part)
            parent = above[depth - 1] if depth else None
            own = entry(chapter.title, chapter.entry.name, parent)
            above[depth:] = [own]
            levels = {1: own}
            for level, title, name in chapter.sections:
                parent = levels[max(higher for higher in levels if higher < level)]
                levels = {k: v for k, v in levels.items() if k < level}
                levels[level] = entry(title, name, parent)
    writer.add_metadata({key: about[key] for key in about if key.startswith("/")})
    writer.page_mode = "/UseOutlines"
    return writer


def write(root: Path) -> Path:
    """Print the book that was built in the folder `root`.

    Raises
    ------
    FileNotFoundError
        If a page of its table of contents is not built.
    playwright.sync_api.Error
        If there is no Chromium, or a page of the book breaks in it.
    """
    site = root / "_build/html"
    order = entries(root / "_toc.yml")
    names = {entry.name for entry in order}
    chapters = [chapter(site, entry, names) for entry in order]
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        reader = printed(browser, document(root, chapters), chapters)
        browser.close()
    book = root / "_build/book.pdf"
    part = book.with_suffix(".part")
    bound(reader, chapters, about_book(root)).write(part)
    return part.replace(book)


def main() -> int:
    """Print the book in this folder; 1 and a plain message if that is impossible."""
    try:
        book = write(Path.cwd())
    except FileNotFoundError as error:
        print(f"run make book first: there is no {error.filename}", file=sys.stderr)
        return 1
    except Error as error:
        print(f"the PDF needs Chromium: {error.message}", file=sys.stderr)
        return 1
    count = len(PdfReader(book).pages)
    print(f"{book}: {count} pages, {book.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
