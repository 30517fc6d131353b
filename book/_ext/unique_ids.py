"""Drop the identifiers that theorems, proofs and exercises are all given alike."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

# By sphinx-proof, and by sphinx-exercise.
REPEATED = {"proof", "proof-content", "exercise-content", "solution-content"}


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hook."""
    app.connect("doctree-resolved", drop)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def drop(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave each element with identifiers of its own.

    Not before the pages are written: Sphinx numbers figures by their identifiers.
    """
    for element in doctree.findall(nodes.Element):
        if REPEATED.intersection(element.get("ids", [])):
            element["ids"] = [name for name in element["ids"] if name not in REPEATED]
