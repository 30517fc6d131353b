"""Mend what the theme and docutils leave out for those who listen to a page."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hook, after the theme's own."""
    app.connect("html-page-context", mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def mend(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: object
) -> None:
    """Change what goes into the page's template."""
    context["generate_toctree_html"] = named(context["generate_toctree_html"])
    # Entries of a list must be its items, and the role that they get is deprecated.
    if "body" in context:
        context["body"] = context["body"].replace(
            'role="doc-biblioentry"', 'role="listitem"'
        )


def named(contents: Callable[..., str]) -> Callable[..., str]:
    """The table of contents, with a name for what unfolds each of its entries."""

    def with_names(*args: object, **kwargs: object) -> str:
        soup = BeautifulSoup(str(contents(*args, **kwargs)), "html.parser")
        for summary in soup.find_all("summary"):
            title = summary.find_previous("a").get_text()
            summary["aria-label"] = f"Pages that belong to: {title}"
        return str(soup)

    return with_names
