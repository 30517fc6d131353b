"""Every page is whole without the network: from a server, and from a folder."""

from __future__ import annotations

import functools
import re
from urllib.parse import unquote, urldefrag, urlsplit

WEIGHT_LIMIT = 1_500_000


def test_front_door_leads_into_the_book(site):
    target = re.search(r'url=([^"]+)', (site / "index.html").read_text("utf-8"))[1]
    assert (site / target).is_file()


def test_asks_no_other_machine_and_logs_no_error(opened):
    assert not opened.foreign
    assert not opened.errors


def test_opens_from_a_folder(opened, visit, site):
    from_folder = visit((site / opened.path).as_uri(), opened.path)
    assert not from_folder.foreign
    assert not from_folder.errors
    from_folder.page.close()


def test_maths_is_typeset(opened):
    untypeset, broken = opened.page.evaluate(
        """() => [
            [...document.querySelectorAll(".math")]
                .filter(math => !math.querySelector("mjx-container"))
                .map(math => math.textContent),
            [...document.querySelectorAll("mjx-merror, [data-mml-node=merror]")]
                .map(error => error.closest(".math")?.textContent ?? error.textContent),
        ]"""
    )
    assert not untypeset
    assert not broken


def test_weighs_little(opened, address, site):
    images = opened.page.evaluate("[...document.images].map(image => image.src)")
    local = {unquote(urlsplit(url).path) for url in images if url.startswith(address)}
    files = [site / path.lstrip("/") for path in local if "/_static/" not in path]
    weight = sum(file.stat().st_size for file in [site / opened.path, *files])
    assert weight <= WEIGHT_LIMIT


@functools.cache
def identifiers(path):
    return set(re.findall(r"""\b(?:id|name)=["']([^"']+)""", path.read_text("utf-8")))


def test_links_inside_the_book_lead_somewhere(opened, address, site):
    links = opened.page.evaluate(
        "[...document.querySelectorAll('a[href]')].map(a => a.href)"
    )
    broken = []
    for link in sorted({link for link in links if link.startswith(address)}):
        url, fragment = urldefrag(link)
        target = site / unquote(urlsplit(url).path.lstrip("/"))
        if target.is_dir():
            target /= "index.html"
        if not target.is_file() or (
            fragment
            and target.suffix == ".html"
            and unquote(fragment) not in identifiers(target)
        ):
            broken.append(link.removeprefix(address))
    assert not broken


def test_identifiers_are_unique(opened):
    names = opened.page.evaluate(
        "[...document.querySelectorAll('[id]')].map(element => element.id)"
    )
    assert not {name for name in names if names.count(name) > 1}
