"""Where the site is published, and what it tells those to whom a page is sent.

Everything follows from the repository's address; a site that is published elsewhere
sets `html: baseurl` as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinxext import opengraph

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.book import website


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks."""
    app.connect("config-inited", addresses)
    app.connect("html-page-context", describe_front_door)
    # Its own is the beginning of the text, cut anywhere, in a formula if need be.
    opengraph.get_description = description
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def addresses(app: Sphinx, config: Config) -> None:
    """Tell Sphinx and sphinxext-opengraph the site's address and name."""
    if not config.html_baseurl:
        config.html_baseurl = website(config.html_theme_options["repository_url"])
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = config.html_title
    # It stands on the cards, which are drawn anew only when their settings change.
    address = config.html_baseurl.partition("://")[2]
    config.ogp_social_cards = {**config.ogp_social_cards, "site_url": address}


def description(doctree: nodes.document, *unused: object) -> str:
    """What a page's header says that it is about, in `html_meta: description`."""
    for meta in doctree.findall(nodes.meta):
        if meta.get("name") == "description":
            return meta["content"]
    return ""


def describe_front_door(
    app: Sphinx, pagename: str, template: str, context: dict, doctree: object
) -> None:
    """Describe the site's own address as the first page is described."""
    if pagename == "index":
        first = app.env.get_doctree(app.config.root_doc)
        context.update(title=app.config.html_title, meta={}, metatags="")
        opengraph.html_page_context(app, pagename, template, context, first)
        about = opengraph.make_tag("description", description(first), "name")
        context["metatags"] += about
