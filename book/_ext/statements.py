"""Directive `statements`, a table of what others said, and role `claim`.

The table's form is that of tools/statements.py; the role leads to a tested claim, on
whatever page it is, and shows its sentence and measurement to who points at it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docutils import nodes
from execution import gather
from ledger import evidence
from measured import parsed
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.statements import table


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive and the role."""
    app.add_directive("statements", Statements)
    app.add_role("claim", ClaimLink())
    app.connect("doctree-resolved", lead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class Statements(SphinxDirective):
    """The table, with links to the claims that settle each row."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Write the table as markup, or say what is wrong with it."""
        try:
            text = table("\n".join(self.content))
        except ValueError as error:
            raise self.error(str(error)) from error
        box = nodes.container(classes=["statements"])
        box += parsed(self, text.splitlines())
        return [box]


class ClaimLink(SphinxRole):
    """The name of a tested claim, leading to it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Look it up in the records of the executions."""
        found = [
            (page, claim)
            for page, run in gather(self.env).items()
            for claim in run["claims"]
            if claim["name"] == self.text
        ]
        if len(found) != 1:
            message = self.inliner.reporter.error(
                f"claim: {len(found)} claims are named {self.text!r}", line=self.lineno
            )
            return [self.inliner.problematic(self.text, self.rawtext, message)], []
        ((page, claim),) = found
        title = f"{claim['statement']}: {evidence(claim)}"
        link = nodes.reference("", self.text, internal=True, reftitle=title)
        link["book_claim_page"] = page
        return [link], []


def lead(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the links their addresses, which only the builder knows."""
    for link in doctree.findall(nodes.reference):
        if page := link.get("book_claim_page"):
            address = app.builder.get_relative_uri(docname, page)
            link["refuri"] = f"{address}#claim-{link.astext()}"
