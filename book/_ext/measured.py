"""What executions recorded, in the text: a role and two directives.

The role is `measured`; the directives are `run-times` and `freshness`.
"""

from __future__ import annotations

from datetime import datetime

from docutils import nodes
from docutils.statemachine import StringList
from execution import gather
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

QUANTITIES = ("seconds", "cpu", "memory")


def setup(app: Sphinx) -> dict[str, object]:
    """Add the role and the directive."""
    app.add_role("measured", Measured())
    app.add_directive("run-times", RunTimes)
    app.add_directive("freshness", Freshness)
    return {"parallel_read_safe": True}


def duration(seconds: float) -> str:
    """Seconds as text, to two or three digits: 3.2 s, 31 s, 2.4 min."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    return f"{seconds:.0f} s" if seconds < 99.5 else f"{seconds / 60:.1f} min"


def size(megabytes: float) -> str:
    """Megabytes as text, rounded up to the next ten: 410 MB, 1.3 GB."""
    tens = 10 * -int(-megabytes // 10)
    return f"{tens} MB" if tens < 1000 else f"{tens / 1000:.1f} GB"


def quantity(run: dict, name: str) -> str:
    """One of the `QUANTITIES` of a page's record, as text."""
    return size(run[name]) if name == "memory" else duration(run[name])


def held(run: dict) -> str:
    """How many of a page's claims held, its identities apart: 11 of 11, 2 of 2 checked.

    Or that it makes none.
    """
    parts = []
    for kind, after in (("measured", ""), ("checked", " checked")):
        passed = [claim["passed"] for claim in run["claims"] if claim["kind"] == kind]
        if passed:
            parts.append(f"{sum(passed)} of {len(passed)}{after}")
    return ", ".join(parts) or "none made"


def by_version(runs: dict[str, dict]) -> dict[str, dict[str, list[str]]]:
    """By package, and then by version: the pages that ran with it."""
    packages: dict[str, dict[str, list[str]]] = {}
    for page, run in runs.items():
        for name, version in run["versions"].items():
            packages.setdefault(name, {}).setdefault(version, []).append(page)
    return packages


def mixture(runs: dict[str, dict]) -> str:
    """A sentence on whether all pages ran with the same versions."""
    mixed = [name for name, pages in by_version(runs).items() if len(pages) > 1]
    if mixed:
        return f"Not all pages ran with the same version of {', '.join(mixed)}."
    return "All pages ran with the same versions."


def chapters(env: BuildEnvironment) -> dict[str, dict]:
    """Every executed page's record, in the order of the table of contents."""
    runs = gather(env)
    order = {name: place for place, name in enumerate(env.external_site_map)}
    return {name: runs[name] for name in sorted(runs, key=lambda name: order[name])}


class Measured(SphinxRole):
    """`seconds`, `cpu` or `memory` of this page, or of another: `cpu book/evidence`."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Look the quantity up in the record of the execution."""
        name, _, page = self.text.partition(" ")
        runs = gather(self.env) if page else self.env.book_runs
        page = page or self.env.docname
        if name not in QUANTITIES or page not in runs:
            message = self.inliner.reporter.error(
                f"measured: {self.text!r} is not one of {', '.join(QUANTITIES)}, "
                "optionally followed by the name of a page with code cells",
                line=self.lineno,
            )
            return [self.inliner.problematic(self.text, self.rawtext, message)], []
        return [nodes.Text(quantity(runs[page], name))], []


class RunTimes(SphinxDirective):
    """A table of what each chapter took, and all of them together."""

    def run(self) -> list[nodes.Node]:
        """Write the table as markup and have it parsed."""
        runs = chapters(self.env)
        rows = [("Chapter", "Wall", "CPU", "Memory")]
        for name, run in runs.items():
            rows.append((link(name), *(quantity(run, q) for q in QUANTITIES)))
        if runs:
            total = {q: sum(run[q] for run in runs.values()) for q in QUANTITIES[:2]}
            total["memory"] = max(run["memory"] for run in runs.values())
            rows.append(("Together", *(quantity(total, q) for q in QUANTITIES)))
        return parsed(self, list_table(rows, "run-times"))


class Freshness(SphinxDirective):
    """Tables of each page's claims and date, and of the versions it ran with."""

    def run(self) -> list[nodes.Node]:
        """Write the tables as markup and have them parsed."""
        runs = chapters(self.env)
        rows = [("Chapter", "Claims held", "Executed")]
        for name, run in runs.items():
            date = datetime.fromisoformat(run["date"]).date().isoformat()
            rows.append((link(name), held(run), date))
        used = [("Package", "Version", "Ran with it")]
        for name, versions in by_version(runs).items():
            for version, pages in versions.items():
                some = len(versions) > 1
                which = ", ".join(map(link, pages)) if some else f"{len(pages)} pages"
                used.append((name, version, which))
        lines = [*list_table(rows, "freshness"), "", mixture(runs), ""]
        return parsed(self, [*lines, *list_table(used, "versions")])


def link(page: str) -> str:
    """MyST for the title of a page, leading to it."""
    return f"{{doc}}`/{page}`"


def list_table(rows: list[tuple[str, ...]], name: str) -> list[str]:
    """MyST lines of a table with a heading row, its class `name`."""
    lines = ["::::{list-table}", ":header-rows: 1", f":class: {name}", ""]
    for row in rows:
        lines += [f"{'-' if i else '* -'} {cell}" for i, cell in enumerate(row)]
    return [
        line if line.startswith((":", "*")) or not line else f"  {line}"
        for line in lines
    ] + ["::::"]


def parsed(directive: SphinxDirective, lines: list[str]) -> list[nodes.Node]:
    """The nodes that MyST lines stand for where a directive stands."""
    holder = nodes.Element()
    source = StringList(lines, source=directive.env.docname)
    directive.state.nested_parse(source, directive.content_offset, holder)
    return holder.children
