"""The built book's pages as one HTML document, to be printed."""

from __future__ import annotations

import html
import itertools
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin

import yaml
from bs4 import BeautifulSoup, Tag

from tools.book import Book, Entry

SITE = "_build/html"
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


class Chapter(NamedTuple):
    """A page of the site; its sections are levels, titles and identifiers."""

    entry: Entry
    title: str
    sections: list[tuple[int, str, str]]
    article: Tag


def chapter(root: Path, entry: Entry, names: set[str]) -> Chapter:
    """A page of the site, its identifiers and links made to hold in the joined book."""
    site = root / SITE
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
        link["href"] = joined(urljoin(path.as_uri(), link["href"]), root, names)
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


def joined(url: str, root: Path, names: set[str]) -> str:
    """Where a link leads: into the joined book, or else to the web."""
    site = root / SITE
    if not url.startswith(site.as_uri()):
        return url
    base, fragment = urldefrag(url)
    path = base.removeprefix(site.as_uri()).lstrip("/")
    name = unquote(path).removesuffix(".html")
    if name in names:
        return "#" + quote(place(name, unquote(fragment)))
    return urljoin(Book(root).site, path) + (fragment and f"#{fragment}")


def document(root: Path, chapters: list[Chapter]) -> str:
    """The joined book: a title page, the contents, and every chapter."""
    name = chapters[0].entry.name
    first = root / SITE / f"{name}.html"
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
        f"{title_page(about, Book(root).web_page(name))}{contents(chapters)}{articles}"
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


def title_page(about: dict[str, str], address: str) -> str:
    """The first page, which says where the rest of the book is."""
    title, author, subject = (
        html.escape(about[key]) for key in ("/Title", "/Author", "/Subject")
    )
    address = html.escape(address)
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
