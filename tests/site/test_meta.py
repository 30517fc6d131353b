"""What a page tells search engines, the places it is shared on, and its editors."""

from __future__ import annotations

import io
import re

import numpy as np
import pytest
from built import MISSING, REPOSITORY, pages
from PIL import Image

from tools.book import BOOK

ADDRESS = BOOK.site
EVERY_PAGE = pytest.mark.parametrize(
    "path", pages() or [pytest.param("", marks=pytest.mark.skip(reason=MISSING))]
)


def head(site, path):
    """What the head of a page says, by the name of the tag or the relation."""
    text = (site / path).read_text("utf-8").partition("</head>")[0]
    said = {"title": re.search(r"<title>(.*?)</title>", text)[1]}
    for tag in re.findall(r"<(?:meta|link) [^>]*>", text):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name = {"property", "name", "rel"} & attributes.keys()
        if name and attributes[min(name)] not in ("stylesheet", "preload"):
            value = attributes.get("content", attributes.get("href"))
            said.setdefault(attributes[min(name)], value)
    return said


@EVERY_PAGE
def test_says_what_it_is_about_in_a_sentence_or_two(site, path):
    said = head(site, path)
    description = said["description"]
    assert 60 <= len(description) <= 160
    assert description[0].isupper() and description[-1] in ".?!"
    assert not re.search(r"[<>&$\\`{}*_]", description), "no markup and no formula"
    assert description == said["og:description"] == said["og:image:alt"]
    assert said["og:site_name"] in said["title"]


def test_no_two_pages_say_the_same(site):
    heads = [head(site, path) for path in pages()]
    for name in ("description", "title", "og:title", "og:url", "og:image"):
        assert len({said[name] for said in heads}) == len(heads), name


@EVERY_PAGE
def test_knows_its_address(site, path):
    said = head(site, path)
    assert said["canonical"] == said["og:url"] == ADDRESS + path


@EVERY_PAGE
def test_has_a_card_of_its_own_in_the_site(site, path):
    said = head(site, path)
    assert said["og:image"].startswith(ADDRESS)
    card = Image.open(site / said["og:image"].removeprefix(ADDRESS))
    assert card.size == (int(said["og:image:width"]), int(said["og:image:height"]))
    assert said["twitter:card"] == "summary_large_image"
    assert (site / path).parent.joinpath(said["icon"]).is_file()


def test_the_address_of_the_site_says_what_the_first_page_says(site):
    front = head(site, "index.html")
    text = (site / "index.html").read_text("utf-8")
    first = head(site, re.search(r'url=([^"]+)', text)[1])
    assert '<html lang="en">' in text
    assert front["description"] == front["og:description"] == first["description"]
    assert front["og:title"] == front["title"] == front["og:site_name"]
    assert (site / front["og:image"].removeprefix(ADDRESS)).is_file()


@EVERY_PAGE
def test_edit_link_leads_to_its_source_on_the_branch(site, path):
    text = (site / path).read_text("utf-8")
    (link,) = set(re.findall(r'href="([^"]*/edit/[^"]*)"', text))
    source = link.removeprefix(f"{BOOK.repository}/edit/main/")
    assert source == re.sub(r"html$", "md", path)
    assert (REPOSITORY / source).is_file()


def test_card_art_is_the_icon(browser):
    page = browser.new_page(viewport={"width": 256, "height": 256})
    icon = REPOSITORY / "book" / "_static" / "favicon.svg"
    page.set_content(
        "<style>body { margin: 0 } svg { display: block; width: 256px }</style>"
        + icon.read_text()
    )
    shown = page.screenshot(omit_background=True)
    page.close()
    assert same(shown, icon.with_name("card.png").read_bytes())


def same(*pictures):
    one, other = (
        np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"), float)
        for data in pictures
    )
    return one.shape == other.shape and np.abs(one - other).mean() < 1


def test_lists_of_labels_are_left_out(site):
    assert not {"genindex.html", "prf-prf.html"} & {f.name for f in site.iterdir()}
    for path in [*pages(), "search.html"]:
        assert "genindex" not in (site / path).read_text("utf-8")
