"""Markdown that any notebook shows, from the MyST that the book is written in."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from tools.book import BOOK, EQUATION, UNNUMBERED, Book

OPEN = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\}[ \t]*(.*)$")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
TARGET = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
PAGE_LINK = re.compile(r"\]\((?!https?:|#)([\w./-]+)\.md(#[\w-]+)?\)")
FOLDED = {"hint": "Hint", "solution": "Solution"}
BLOCK_MARKUP = ("$$", "- ", "1. ", "|", "```", "<")

Told = Mapping[tuple[str, str], str]
"""Markdown for the roles and directives whose text only an execution can tell: by the
name of the role or directive and what it holds, as in ("glue:text", "accuracy")."""


class Directive(NamedTuple):
    """A MyST directive: name, argument, options, body, and the whole of its text."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    source: str


def flatten(text: str, page: str, book: Book = BOOK, told: Told | None = None) -> str:
    """The Markdown of `text`, in which nothing is left that only MyST understands.

    Theorems and admonitions become quotations with a bold title, hints a fold;
    equations, figures and theorems have the numbers that they have on the site; and
    citations and references to other pages lead to the web page.

    Parameters
    ----------
    text
        MyST Markdown of a cell.
    page
        Where the cell stands: "book/exercises/evidence".
    book
        What its references refer to.
    told
        What stands for a role or directive that shows something measured.

    Raises
    ------
    ValueError
        For a directive or a role that has no plain Markdown here, a directive that is
        never closed, a label or citation that the book lacks, or something measured
        that is not in `told`.
    """
    return _Flat(page, book, told or {}).markdown(text)


def directives(text: str) -> Iterator[str | Directive]:
    """`text` in pieces: plain text as it is, and the outermost directives.

    Raises
    ------
    ValueError
        If a directive is never closed.
    """
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        opened = OPEN.match(lines[at].rstrip("\n"))
        if not opened:
            yield lines[at]
            at += 1
            continue
        fence, name, argument = opened.groups()
        closing = re.compile(rf"^{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        inside = at + 1
        end = inside
        while end < len(lines) and not closing.match(lines[end].rstrip("\n")):
            end += 1
        if end == len(lines):
            raise ValueError(f"the directive {name} is never closed: {lines[at]!r}")
        options = {}
        while inside < end and (option := re.match(r":([\w-]+):(.*)", lines[inside])):
            options[option[1]] = option[2].strip()
            inside += 1
        if lines[inside].strip() == "---":
            options = {}
            inside = 1 + lines.index("---\n", inside + 1, end)
        yield Directive(
            name,
            argument.strip(),
            options,
            "".join(lines[inside:end]).strip("\n"),
            "".join(lines[at : end + 1]),
        )
        at = end + 1


def opening(said: Mapping[str, str], minutes: int, cpu: str | None) -> str:
    """MyST for what a chapter needs, gives and takes; `cpu` is None if nothing ran."""
    ran = f"; its code ran in {cpu} of processor time" if cpu else ""
    return (
        f"**It needs** {said['needs']}\n\n**It gives** {said['gives']}\n\n"
        f"**It takes** about {minutes} minutes to read{ran}."
    )


class _Flat(NamedTuple):
    page: str
    book: Book
    told: Told

    def markdown(self, text: str) -> str:
        text = TARGET.sub("", text)
        # A blank line ends the HTML, below which Markdown is not read.
        text = "".join(
            part if isinstance(part, str) else f"{self.directive(part)}\n\n"
            for part in directives(text)
        )
        text = EQUATION.sub(self.equation, text)
        text = ROLE.sub(lambda m: self.role(m[1], m[2].strip()), text)
        return PAGE_LINK.sub(
            lambda m: f"]({self.book.web_page(self.page, m[1])}{m[2] or ''})", text
        )

    def equation(self, found: re.Match) -> str:
        number = self.numbered(found[2]).text.strip("()")
        return f"$${found[1]}\\tag{{{number}}}\n$$"

    def directive(self, found: Directive) -> str:
        name = found.name
        if (name, found.argument) in self.told:
            return self.told[name, found.argument]
        body = self.markdown(found.body)
        if name in FOLDED:
            return _fold(FOLDED[name], body)
        if name == "admonition":
            title = self.markdown(found.argument)
            if "dropdown" in found.options.get("class", ""):
                return _fold(title, body)
            return _quotation(f"**{title}**", body)
        if name == "predict":
            return self.prediction(found)
        if name == "opening":
            from tools.reading import minutes

            source = self.book.source(self.page).read_text("utf8")
            text = opening(
                found.options, minutes(source), self.told.get(("measured", "cpu"))
            )
            return self.markdown(text)
        if name == "statements":
            from tools.statements import table

            return self.markdown(table(found.body))
        if name == "exercise":
            return _titled("Exercise", found.argument, body)
        if name.startswith("prf:"):
            return self.theorem(name.removeprefix("prf:"), found, body)
        if name == "grid":
            return body
        if name == "grid-item-card":
            title = self.markdown(found.argument)
            if link := found.options.get("link"):
                title = f"[{title}]({self.book.web_page(self.page, link)})"
            return f"**{title}**\n\n{body}"
        raise ValueError(
            f"{self.page}: the directive {name} {found.argument} has no plain Markdown"
        )

    def prediction(self, found: Directive) -> str:
        question, *pieces = re.split(r"^- \[([ x])\] ", found.body, flags=re.MULTILINE)
        head = "**Before you look.** "
        if "number" in found.options:
            question, _, after = question.strip().partition("\n\n")
            measured = self.told.get(("glue:text", found.options["number"]), "")
            unit = found.options.get("unit", "")
            said = f"Measured: {measured} {unit}".rstrip() + f".\n\n{after}"
            return (
                head
                + self.markdown(f"{question}\n\n")
                + _fold("The answer", self.markdown(said))
            )
        choices, said = [], []
        for mark, piece in zip(pieces[::2], pieces[1::2], strict=True):
            words, _, after = piece.strip().partition("\n\n")
            choices.append(f"- {words}")
            yes = "Yes" if mark == "x" else "Not"
            said.append(f"**{yes}:** {words}\n\n{textwrap.dedent(after)}")
        asked = "\n".join([question.strip(), "", *choices, "", ""])
        answer = _fold("The answer", self.markdown("\n\n".join(said).strip()))
        return head + self.markdown(asked) + answer

    def theorem(self, kind: str, found: Directive, body: str) -> str:
        if kind in UNNUMBERED:
            end = "\n\n∎" if body.endswith(BLOCK_MARKUP) else " ∎"
            return _run_in(f"*{kind.capitalize()}.*", body) + end
        label = found.options.get("label")
        title = self.numbered(label).text if label else kind.capitalize()
        if found.argument:
            title += f" ({self.markdown(found.argument)})"
        return _quotation(f"**{title}.**", body)

    def role(self, name: str, content: str) -> str:
        if (name, content) in self.told:
            return self.told[name, content]
        roles: dict[str, Callable[[str], str]] = {
            "cite:t": lambda key: self.citation(key, "{} ({})"),
            "cite:p": lambda key: f"({self.citation(key, '{}, {}')})",
            "doc": self.document,
            **dict.fromkeys(("eq", "numref", "prf:ref"), self.reference),
        }
        if name not in roles:
            raise ValueError(
                f"{self.page}: the role {name} with {content!r} has no plain Markdown"
            )
        return roles[name](content)

    def numbered(self, label: str) -> tuple[str, str, str]:
        if label not in self.book.numbers:
            raise ValueError(f"{self.page}: no equation, figure or theorem is {label}")
        return self.book.numbers[label]

    def reference(self, label: str) -> str:
        page, text, anchor = self.numbered(label)
        if page == self.page:
            return text
        return f"[{text}]({self.book.web_page(page)}#{anchor})"

    def citation(self, key: str, form: str) -> str:
        if key not in self.book.references:
            raise ValueError(f"{self.page}: the bibliography has no entry {key}")
        address = f"{self.book.web_page('book/bibliography')}#cite-{key}"
        return f"[{form.format(*self.book.references[key])}]({address})"

    def document(self, target: str) -> str:
        page = "/".join([*self.page.split("/")[:-1], target])
        return f"[{self.book.title(page)}]({self.book.web_page(page)})"


def _fold(summary: str, body: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"


def _quotation(title: str, body: str) -> str:
    # HTML, because a > before each line would stand inside the formulas.
    return f"<blockquote>\n\n{_run_in(title, body)}\n\n</blockquote>"


def _titled(kind: str, title: str, body: str) -> str:
    return f"**{kind}: {title}**\n\n{body}" if title else f"**{kind}**\n\n{body}"


def _run_in(title: str, body: str) -> str:
    apart = "\n\n" if body.startswith(BLOCK_MARKUP) else " "
    return f"{title}{apart}{body}"
