"""The sources of the book: their order, and what a page may refer to by a label."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import jupytext
import yaml
from pybtex.database import Person, parse_file
from pybtex.richtext import Text

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "gh-pages"
"""The branch that holds the built site, from which Colab opens its notebooks."""

EQUATION = re.compile(r"^\$\$(.+?)^\$\$[ \t]*\(([\w:-]+)\)$", re.MULTILINE | re.DOTALL)
THEOREM = re.compile(
    r"^(?:`{3,}|:{3,})\{prf:(\w+)\}[^\n]*\n(?::label: *([\w:-]+))?", re.MULTILINE
)
UNNUMBERED = {"proof"}
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


class Entry(NamedTuple):
    """A line of the table of contents; `depth` is 0 for a chapter, 1 for its sheet.

    `number` is the chapter's, its sheet's too; None where a part has no numbers.
    """

    part: str | None
    depth: int
    name: str
    number: int | None


class Numbered(NamedTuple):
    """Something with a number: its page, what it is called there, and its anchor."""

    page: str
    text: str
    anchor: str


class Book:
    """A book whose configuration stands in the folder `root`.

    Pages are named as in the table of contents: "book/evidence".
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    @cached_property
    def repository(self) -> str:
        """Address of the public repository, the one line of `_config.yml` with it."""
        config = yaml.safe_load((self.root / "_config.yml").read_text("utf8"))
        return config["repository"]["url"].rstrip("/")

    @cached_property
    def owner_and_name(self) -> tuple[str, str]:
        """The last two parts of the repository's address."""
        owner, name = self.repository.split("/")[-2:]
        return owner, name

    @property
    def site(self) -> str:
        """Address at which the site is published, with a slash at its end."""
        return website(self.repository)

    def web_page(self, page: str, target: str = "") -> str:
        """Address of a page on the published site, or of `target`, a link in it."""
        parts: list[str] = []
        for part in [*page.split("/")[:-1], *(target or Path(page).name).split("/")]:
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        return f"{self.site}{'/'.join(parts)}.html"

    @cached_property
    def entries(self) -> list[Entry]:
        """Every line of `_toc.yml`, in reading order; the root comes first."""
        contents = yaml.safe_load((self.root / "_toc.yml").read_text("utf8"))
        first = Entry(None, 0, contents["root"].removesuffix(".md"), None)
        return [first, *_entries(contents)]

    @property
    def pages(self) -> list[str]:
        """The name of every page, in reading order."""
        return [entry.name for entry in self.entries]

    def source(self, page: str) -> Path:
        """The file that a page is written in."""
        return self.root / f"{page}.md"

    def title(self, page: str) -> str:
        """The heading of a page."""
        return HEADING.search(self.source(page).read_text("utf8"))[1].strip()

    @cached_property
    def numbers(self) -> dict[str, Numbered]:
        """By label, the equations, figures and theorems, as the site numbers them.

        Each kind is counted within its chapter, and on through the chapter's sheet.
        """
        found, counts = {}, Counter()

        def count(entry: Entry, kind: str, label: str | None, anchor: str) -> None:
            counts[entry.number, kind] += 1
            own = counts[entry.number, kind]
            text = "({})" if kind == "equation" else f"{kind} {{}}"
            text = text.format(f"{entry.number}.{own}" if entry.number else own)
            if label:
                found[label] = Numbered(entry.name, text, anchor)

        for entry in self.entries:
            text = self.source(entry.name).read_text("utf8")
            for _, label in EQUATION.findall(text):
                count(entry, "equation", label, f"equation-{label}")
            for kind, label in THEOREM.findall(text):
                if kind not in UNNUMBERED:
                    count(entry, kind.capitalize(), label, label)
            for name in _figures(self.source(entry.name), text):
                count(entry, "Fig.", name, name)
        return found

    @cached_property
    def references(self) -> dict[str, tuple[str, str]]:
        """By key, short authors and year of every entry of the bibliography."""
        entries = parse_file(self.root / "book/references.bib", "bibtex").entries
        return {
            key: (_short(entry.persons["author"]), entry.fields["year"])
            for key, entry in entries.items()
        }


BOOK = Book(ROOT)


def website(repository: str) -> str:
    """Address at which GitHub publishes the site of a repository."""
    owner, name = repository.rstrip("/").split("/")[-2:]
    return f"https://{owner}.github.io/{name}/"


def _entries(contents: dict) -> Iterator[Entry]:
    count = itertools.count(1)
    # A book of few pages has its chapters at the root.
    for part in [*contents.get("parts", []), contents]:
        for chapter in part.get("chapters", []):
            number = next(count) if part.get("numbered") else None
            yield from _pages(chapter, part.get("caption"), 0, number)


def _pages(
    item: dict, part: str | None, depth: int, number: int | None
) -> Iterator[Entry]:
    if "file" in item:
        yield Entry(part, depth, item["file"].removesuffix(".md"), number)
    for inner in item.get("sections", []):
        yield from _pages(inner, part, depth + 1, number)


def _figures(path: Path, text: str) -> list[str | None]:
    if "figure:" not in text:
        return []
    given = (cell.metadata.get("mystnb", {}) for cell in jupytext.read(path).cells)
    return [own["figure"].get("name") for own in given if "figure" in own]


def _short(authors: list[Person]) -> str:
    names = [
        str(Text.from_latex(" ".join([*person.prelast_names, *person.last_names])))
        for person in authors
    ]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)
