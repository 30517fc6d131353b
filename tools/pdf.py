"""Print the built book as one PDF: `make pdf`.

The pages are joined into one document and Chromium prints that. So the numbers of the
pages run through the book, and links, fonts and tags for screen readers are Chromium's.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, Error, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination, Fit

from tools import joined_pages
from tools.book import Book
from tools.joined_pages import Chapter, about_book, document

OPTIONS = ["--no-sandbox", "--disable-gpu"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

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


def pages(reader: PdfReader) -> dict[str, tuple[int, Destination]]:
    """On which page, counted from 1, each place of the book is."""
    return {
        unquote(name.lstrip("/")): (
            reader.get_destination_page_number(destination) + 1,
            destination,
        )
        for name, destination in reader.named_destinations.items()
    }


def printed(
    browser: Browser, source: str, chapters: list[Chapter], folder: Path
) -> PdfReader:
    """The joined book as Chromium prints it, the numbers in its contents true.

    It is read from a file for the time being in `folder`.
    """
    names = [chapter.entry.name for chapter in chapters]
    places = [place for chapter in chapters for _, _, place in chapter.sections]
    page = browser.new_context(offline=True).new_page()
    # A slow machine takes minutes over a book; one that hangs is interrupted.
    page.set_default_timeout(0)
    page.emulate_media(media="print")
    # Some Chromiums see nothing of the machine's folder for temporary files.
    with tempfile.TemporaryDirectory(dir=folder) as own:
        path = Path(own) / "book.html"
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
    order = Book(root).entries
    names = {entry.name for entry in order}
    chapters = [joined_pages.chapter(root, entry, names) for entry in order]
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        reader = printed(browser, document(root, chapters), chapters, root / "_build")
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
        print(
            f"Chromium, which prints the PDF, failed: {error.message}", file=sys.stderr
        )
        return 1
    count = len(PdfReader(book).pages)
    print(f"{book}: {count} pages, {book.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
