"""Search and the choice of theme work from a server, and from a folder without one."""

from __future__ import annotations

import re

import pytest
from built import pages

WORDS = re.compile(r"[a-z]{9,}")


@pytest.fixture(params=["server", "folder"])
def base(request, site, address):
    """Where the book is read from."""
    return address if request.param == "server" else site.as_uri() + "/"


@pytest.fixture(scope="module")
def rare(site):
    """For some pages a word of their text that no other page has, in any form."""
    texts = {}
    for path in pages():
        main = (site / path).read_text("utf-8").partition("<article")[2]
        main = re.sub(r"(?s)<(script|style|pre|svg).*?</\1>", " ", main)
        prose = re.findall(r"(?s)<p>(.*?)</p>", main)
        text = re.sub(r"<[^>]*>|&\w+;|\\\w+", " ", " ".join(prose))
        texts[path] = set(WORDS.findall(text.lower()))
    everything = {path: (site / path).read_text("utf-8").lower() for path in texts}
    found = {}
    for path, words in texts.items():
        rest = "\n".join(text for other, text in everything.items() if other != path)
        own = (word for word in sorted(words) if word[:5] not in rest)
        if word := next(own, None):
            found[path] = word
    return found


def listed(opened):
    """The links that a search has found, by the page that they lead to."""
    opened.page.get_by_text(re.compile("Search finished|did not match")).wait_for()
    links = opened.page.locator("#search-results a").all()
    return {re.split("[?#]", link.get_attribute("href"))[0]: link for link in links}


def test_finds_a_word_of_one_chapter_only_and_leads_there(visit, base, rare):
    assert len(rare) > 10
    for path, word in list(rare.items())[::5]:
        opened = visit(f"{base}search.html?q={word}", "search.html")
        results = listed(opened)
        assert list(results) == [path], word
        next(iter(results.values())).click()
        opened.page.wait_for_url(f"**/{path}*")
        assert word in opened.page.locator("article").text_content().lower()
        assert not opened.foreign
        assert not opened.errors
        opened.page.close()


def test_says_so_when_nothing_is_found(visit, base):
    opened = visit(f"{base}search.html?q=zzyzxq", "search.html")
    assert not listed(opened)
    assert not opened.errors
    opened.page.close()


def test_keyboard_opens_the_search_of_a_page(visit, base, rare):
    opened = visit(f"{base}book/notation.html", "book/notation.html")
    opened.page.keyboard.press("Control+k")
    assert opened.page.locator("#pst-search-dialog").evaluate("dialog => dialog.open")
    opened.page.keyboard.type(rare["book/momentum.html"])
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/search.html?*")
    assert list(listed(opened)) == ["book/momentum.html"]
    assert not opened.errors and not opened.foreign
    opened.page.close()


def test_the_choice_of_theme_survives_going_to_another_page(visit, base):
    opened = visit(f"{base}book/notation.html", "book/notation.html")
    button = ".article-header-buttons .theme-switch-button"
    seen = set()
    for _ in range(3):
        opened.page.locator(button).click()
        mode, theme = opened.page.evaluate(
            "Object.values((({mode, theme}) => ({mode, theme}))"
            "(document.documentElement.dataset))"
        )
        background = "getComputedStyle(document.body).backgroundColor"
        before = opened.page.evaluate(background)
        opened.page.goto(f"{base}book/bibliography.html")
        assert opened.page.evaluate("document.documentElement.dataset.theme") == theme
        assert opened.page.evaluate(background) == before
        seen.add((mode, before))
        opened.page.goto(f"{base}book/notation.html")
    assert {mode for mode, _ in seen} == {"light", "dark", "auto"}
    assert len({colour for _, colour in seen}) == 2
    opened.page.close()


@pytest.mark.parametrize("path", ["search.html", "404.html"])
def test_pages_that_are_no_chapters_are_whole_too(visit, base, path):
    opened = visit(base + path, path)
    assert opened.page.title()
    assert opened.page.evaluate("document.documentElement.lang") == "en"
    assert not opened.foreign
    if path != "404.html":  # whose icon is where the site is published
        assert not opened.errors
    opened.page.close()
