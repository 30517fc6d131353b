"""Directives `ledger`, every claim that was tested, and `tested-claim`, one of them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from docutils import nodes
from measured import chapters, list_table, parsed
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directives."""
    app.add_directive("ledger", Ledger)
    app.add_directive("tested-claim", TestedClaim)
    return {"parallel_read_safe": True}


class Ledger(SphinxDirective):
    """Published claims in one table, then the others chapter by chapter."""

    def run(self) -> list[nodes.Node]:
        """Write the tables as markup, so that citations and links resolve."""
        runs = chapters(self.env)
        names = Counter(c["name"] for run in runs.values() for c in run["claims"])
        twice = [name for name, count in names.items() if count > 1]
        if twice:
            raise self.error(f"more than one claim is named {', '.join(twice)}")
        wrong = silent(runs, old_claims(Path(self.env.srcdir)))
        if wrong:
            raise self.error(
                f"claims on a paper must say no_effect: {', '.join(wrong)}"
            )
        published = [
            published_row(page, claim)
            for page, run in runs.items()
            for claim in run["claims"]
            if claim["paper"]
        ]
        lines = own(runs, "measured", "What the chapters claim", "ledger-own")
        lines += own(runs, "checked", "Identities that are checked", "ledger-checked")
        if published:
            head = ("Paper", "What it says", "What we measured", "Verdict")
            table = list_table([head, *published], "ledger-published")
            lines = ["```{rubric} What papers claim", "```", "", *table, "", *lines]
        return parsed(self, lines or ["No chapter has tested a claim yet."])


def old_claims(root: Path) -> list[str]:
    """Claims on a paper from before `no_effect` was asked for; none may be added."""
    path = root / "book/_ext/old_claims.txt"
    return path.read_text(encoding="utf-8").split() if path.is_file() else []


def silent(runs: dict[str, dict], old: list[str]) -> list[str]:
    """Claims on a paper that do not say `no_effect`, but for the `old` ones."""
    return [
        claim["name"]
        for run in runs.values()
        for claim in run["claims"]
        if claim["paper"] and "no_effect" not in claim and claim["name"] not in old
    ]


def own(runs: dict[str, dict], kind: str, title: str, name: str) -> list[str]:
    """The claims of one kind that bear on no paper, with a table for each chapter."""
    lines: list[str] = []
    for page, run in runs.items():
        rows = [
            own_row(claim)
            for claim in run["claims"]
            if claim["kind"] == kind and not claim["paper"]
        ]
        if rows:
            head = ("Claim", "Measured", "Must lie in", "The opposite predicts")
            lines += [
                "",
                f"From {{doc}}`/{page}`:",
                "",
                *list_table([head, *rows], name),
            ]
    return [f"```{{rubric}} {title}", "```", *lines, ""] if lines else []


class TestedClaim(SphinxDirective):
    """One claim of a chapter, by name, as that chapter shows it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Quote the record, or report that no chapter makes the claim."""
        name = self.arguments[0]
        claims = [c for run in chapters(self.env).values() for c in run["claims"]]
        found = [claim for claim in claims if claim["name"] == name]
        if len(found) != 1:
            raise self.error(f"{len(found)} claims are named {name}")
        quoted = nodes.paragraph("", f"✓ {found[0]['statement']}", classes=["claim"])
        quoted += nodes.inline("", evidence(found[0]))
        return [nodes.block_quote("", quoted)]


def evidence(claim: dict) -> str:
    """What was measured for a claim, and where it must lie."""
    return f"measured {claim['text']}; must lie in {claim['interval']}"


def published_row(page: str, claim: dict) -> tuple[str, ...]:
    """One published claim: paper, what it says, what was measured, verdict."""
    paper = claim["paper"]
    figure = paper["figure"]
    if re.fullmatch(r"[A-Z]?\.?\d+[a-z]?", figure):
        figure = f"figure {figure}"
    statement = verbatim(claim["statement"].strip().rstrip("."))
    return (
        f"{{cite:t}}`{paper['cite']}`, {verbatim(figure)}",
        verbatim(paper["says"]),
        f"{statement}: {verbatim(claim['text'])}, in {{doc}}`/{page}`",
        paper["verdict"],
    )


def own_row(claim: dict) -> tuple[str, ...]:
    """One claim of a chapter: statement, measurement, interval, excluded rival."""
    rival = claim["excludes"]
    return (
        verbatim(claim["statement"]),
        verbatim(claim["text"]),
        verbatim(claim["interval"]),
        "" if rival is None else number(rival),
    )


def number(value: float) -> str:
    """A number to four significant digits, with a true minus sign."""
    return f"{value:.4g}".replace("-", "−")


def verbatim(text: str) -> str:
    """Plain text as one line of MyST in which no character is markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
