"""Directives `ledger`, every claim that was tested, and `tested-claim`, one of them."""

from __future__ import annotations

import math
import re
from collections import Counter

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
        published, lines = [], []
        for page, run in runs.items():
            own = [own_row(claim) for claim in run["claims"] if not claim["paper"]]
            if own:
                head = ("Claim", "Measured", "Must lie in", "Rules out")
                lines += ["", f"From {{doc}}`/{page}`:", ""]
                lines += list_table([head, *own], "ledger-own")
            published += [
                published_row(page, claim) for claim in run["claims"] if claim["paper"]
            ]
        if lines:
            lines = ["```{rubric} What the chapters claim", "```", *lines]
        if published:
            head = ("Paper", "What it says", "What we measured", "Verdict")
            table = list_table([head, *published], "ledger-published")
            lines = ["```{rubric} What papers claim", "```", "", *table, "", *lines]
        return parsed(self, lines or ["No chapter has tested a claim yet."])


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
    within = interval(claim["low"], claim["high"])
    return f"measured {measurement(claim)}; must lie in {within}"


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
        f"{statement}: {measurement(claim)}, in {{doc}}`/{page}`",
        paper["verdict"],
    )


def own_row(claim: dict) -> tuple[str, ...]:
    """One claim of a chapter: statement, measurement, interval, excluded rival."""
    rival = claim["excludes"]
    return (
        verbatim(claim["statement"]),
        measurement(claim),
        interval(claim["low"], claim["high"]),
        "" if rival is None else number(rival),
    )


def measurement(claim: dict) -> str:
    """Mean and spread over the seeds, the mean rounded as its spread is."""
    mean, sd, n = claim["measured"], claim["sd"], len(claim["values"])
    if sd is None:
        return number(mean)
    decimals = 1 - math.floor(math.log10(sd)) if sd else 0
    fixed = 0 < decimals <= 6 and abs(mean) < 1e6
    spread = f"{mean:.{decimals}f} ± {sd:.{decimals}f}" if fixed else ""
    spread = spread or f"{mean:.4g} ± {sd:.2g}"
    # Broken only before the bracket.
    unbroken = [
        part.replace(" ", "\N{NO-BREAK SPACE}") for part in (spread, f"(n = {n})")
    ]
    return " ".join(unbroken).replace("-", "−")


def interval(low: float | None, high: float | None) -> str:
    """The interval that a measurement must lie in; None is an end without a bound."""
    if low is None:
        return f"at most {number(high)}"
    if high is None:
        return f"at least {number(low)}"
    return f"{number(low)} to {number(high)}"


def number(value: float) -> str:
    """A number to four significant digits, with a true minus sign."""
    return f"{value:.4g}".replace("-", "−")


def verbatim(text: str) -> str:
    """Plain text as one line of MyST in which no character is markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
