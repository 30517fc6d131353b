"""What a browser is given of a hand-in: prose through an allow-list, bare outputs.

nbgrader's pages print a student's Markdown as HTML, in feedback and in the formgrader,
which runs with the instructor's rights. What is not named here does not get there.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

import nbgrader
import nh3
from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from pygments.token import STANDARD_TYPES
from traitlets.config import Config

from tools.grading.execute import SHOWN

TAGS = set("a b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i".split())
TAGS |= set("img kbd li ol p pre s span strong sub sup table tbody td th thead".split())
TAGS |= set("tr ul".split())
ATTRIBUTES = {"a": {"href", "title"}, "img": {"alt", "src", "title"}, "ol": {"start"}}
# Those of highlighted code; by others the formgrader knows its buttons and marks.
CLASSES = {"div": {"highlight"}, "span": set(filter(None, STANDARD_TYPES.values()))}
STARTS = {
    ("a", "href"): ("https:", "http:", "mailto:"),
    ("img", "src"): ("data:image/png;base64,", "data:image/jpeg;base64,"),
}
SCHEMES = {"https", "http", "mailto", "data"}
HERE = Path(__file__).parent


def configure(c: Config) -> None:
    """Have nbgrader's pages print what is safe, with MathJax from the course's copy."""
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"markdown2html": f"{__name__}.prose"}
    c.HTMLExporter.preprocessors = [f"{__name__}.Bare"]
    stock = Path(nbgrader.__file__).parent / "server_extensions/formgrader/templates"
    # In this order: what stands in ours is taken from there.
    c.HTMLExporter.extra_template_basedirs = [str(HERE / "templates"), str(stock)]


def clean(html: str) -> str:
    """The part of some HTML that prose needs and that can do nothing.

    Kept are the tags in `TAGS`, links to the web and of mail, and images that the text
    holds itself, as PNG or JPEG; classes are those of highlighted code alone.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    starts = STARTS.get((tag, name), ("",))
    return value if value.lower().startswith(starts) else None


@pass_context
def prose(context: Context, source: str) -> str:
    """Markdown as cleaned HTML: the filter `markdown2html` of nbgrader's templates.

    Markdown that cannot be converted, such as a picture that is not there, is printed
    as it was typed.
    """
    try:
        plain = HTMLExporter(exclude_anchor_links=True)
        return clean(plain.markdown2html(context, source))
    except Exception:
        return f"<pre>{escape(str(source))}</pre>"


class Bare(Preprocessor):
    """Leaves of each output its text and its images, without metadata."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict, _: int
    ) -> tuple[NotebookNode, dict]:
        """Make the outputs of one cell anew."""
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_bare(output) for output in cell.outputs]
        return cell, resources


def _bare(output: NotebookNode) -> NotebookNode:
    kind = output.output_type
    if kind == "stream":
        return new_output(kind, text=str(output.get("text", "")))
    if kind == "error":
        said = {key: str(output.get(key, "")) for key in ("ename", "evalue")}
        return new_output(
            kind, traceback=[*map(str, output.get("traceback", []))], **said
        )
    data = output.get("data", {})
    shown = {name: str(data[name]) for name in SHOWN if name in data}
    return new_output("display_data", data=shown)
