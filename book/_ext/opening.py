"""Directive `opening`: what a chapter needs, gives and takes, where it begins.

The options `needs` and `gives` are sentences; how long it takes is counted from the
page's source (tools/reading.py) and measured when its code ran.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from measured import parsed, quantity
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.myst import opening
from tools.reading import minutes


def setup(app: Sphinx) -> dict[str, object]:
    """Add the directive."""
    app.add_directive("opening", Opening)
    return {"parallel_read_safe": True}


class Opening(SphinxDirective):
    """Needs, gives, takes, each a paragraph."""

    option_spec: ClassVar = {
        "needs": directives.unchanged_required,
        "gives": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Write the three, or say which is missing."""
        missing = [name for name in self.option_spec if not self.options.get(name)]
        if missing:
            raise self.error(f"opening: {' and '.join(missing)} must be said")
        run = self.env.book_runs.get(self.env.docname)
        source = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8")
        text = opening(
            self.options, minutes(source), quantity(run, "cpu") if run else None
        )
        box = nodes.container(classes=["opening"])
        box += parsed(self, text.splitlines())
        return [box]
