"""Markdown that any notebook shows, from the MyST that the book is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
OPEN = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\}[ \t]*(.*)$")
ROLE = re.compile(r"\{([\w:-]+)\}`([^`]+)`")
TARGET = re.compile(r"^\([\w-]+\)=\n", re.MULTILINE)
EQUATION = re.compile(r"^\$\$(.+?)^\$\$[ \t]*\(([\w:-]+)\)$", re.MULTILINE | re.DOTALL)
PAGE_LINK = re.compile(r"\]\((?!https?:|#)([\w./-]+)\.md(#[\w-]+)?\)")
ENTRY = re.compile(r"^@\w+\{([\w-]+),(.*?)^\}", re.MULTILINE | re.DOTALL)
AUTHORS = re.compile(r"author\s*=\s*\{(.+?)\},?$", re.MULTILINE)
YEAR = re.compile(r"year\s*=\s*\{(\d+)\}")
FOLDED = {"hint": "Hint", "solution": "Solution"}


class Directive(NamedTuple):
    """A MyST directive: name, argument, options, body, and the whole of its text."""

    name: str
    argument: str
    options: dict[str, str]
    body: str
    source: str


def flatten(text: str, page: str) -> str:
    """The Markdown of `text`, in which nothing is left that only MyST understands.

    Admonitions and theorems become a bold title and their text, hints a fold, labelled
    equations get their label as a tag, and links and citations lead to the web page.

    Parameters
    ----------
    text
        MyST Markdown of a cell.
    page
        Where the cell stands, relative to the root: "book/exercises/evidence".

    Raises
    ------
    ValueError
        For a directive or a role that is not among those that the book's sheets use, a
        directive that is never closed, or a citation that the bibliography lacks.
    """
    text = TARGET.sub("", text)
    text = "".join(
        part if isinstance(part, str) else _directive(part, page)
        for part in directives(text)
    )
    text = EQUATION.sub(lambda m: f"$${m[1]}\\tag{{{m[2]}}}\n$$", text)
    text = ROLE.sub(lambda m: _role(m[1], m[2], page), text)
    return PAGE_LINK.sub(lambda m: f"]({web_page(page, m[1])}{m[2] or ''})", text)


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


def repository() -> str:
    """Address of the public repository, the one line of `_config.yml` that has it."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    return config["repository"]["url"].rstrip("/")


def web_page(page: str, target: str) -> str:
    """Address of the page `target`, a link in `page`, on the published site."""
    owner, name = repository().split("/")[-2:]
    parts: list[str] = []
    for part in [*page.split("/")[:-1], *target.split("/")]:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return f"https://{owner}.github.io/{name}/{'/'.join(parts)}.html"


def _directive(found: Directive, page: str) -> str:
    body = flatten(found.body, page)
    if found.name in FOLDED:
        summary = FOLDED[found.name]
        return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>\n"
    if found.name == "exercise" or found.name.startswith("prf:"):
        kind = found.name.removeprefix("prf:").capitalize()
        title = f"{kind}: {found.argument}" if found.argument else kind
        return f"**{title}**\n\n{body}\n"
    raise ValueError(f"{page}: the directive {found.name} has no plain Markdown here")


def _role(name: str, content: str, page: str) -> str:
    roles: dict[str, Callable[[str], str]] = {
        "cite:t": lambda key: "{} ({})".format(*_reference(key)),
        "cite:p": lambda key: "({}, {})".format(*_reference(key)),
        "eq": lambda label: f"({label})",
    }
    if name not in roles:
        raise ValueError(f"{page}: the role {name} has no plain Markdown here")
    return roles[name](content.strip())


def _reference(key: str) -> tuple[str, str]:
    entries = dict(ENTRY.findall((ROOT / "book/references.bib").read_text("utf8")))
    if key not in entries:
        raise ValueError(f"the bibliography has no entry {key}")
    names = [
        re.sub(r"[{}\\\"']", "", author).split(",")[0].strip()
        for author in AUTHORS.search(entries[key])[1].split(" and ")
    ]
    short = names[0] if len(names) == 1 else f"{names[0]} et al."
    if len(names) == 2:
        short = " and ".join(names)
    return short, YEAR.search(entries[key])[1]
