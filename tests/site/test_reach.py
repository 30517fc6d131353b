"""Who reads with the keyboard or by ear gets everywhere, and knows where they are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

PATH = "book/exercises/how-we-measure.html"
TOGGLES = [".primary-toggle", ".secondary-toggle", ".search-button"]

# Where the Tab key has stopped: the kind of element, and the place that it takes.
STOP = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const box = (e.matches("summary") ? e.firstElementChild : e).getBoundingClientRect();
  return {
    kind: [e.tagName, e.className, e.parentElement.className].join(" "),
    inside: !!e.closest("main"),
    formula: !!e.closest("mjx-container"),
    box: {x: box.x - 5, y: box.y - 5, width: box.width + 10, height: box.height + 10},
  };
}"""


@pytest.fixture
def chapter(visit, address):
    opened = visit(address + PATH, PATH)
    yield opened
    assert not opened.errors
    opened.page.close()


def stops(page):
    """Press Tab until the page ends; where it stops on the way."""
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        yield stop


def picture(page, box):
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=box))), float)


@pytest.mark.parametrize(("width", "theme"), [(1300, "light"), (1300, "dark")])
def test_every_kind_of_stop_of_the_tab_key_is_seen(chapter, width, theme):
    chapter.show(width, theme)
    kinds = {}
    for stop in stops(chapter.page):
        assert not stop["formula"], stop
        if stop["kind"] in kinds:
            continue
        box = stop["box"]
        assert box["width"] > 10 and box["height"] > 10, stop
        box["x"], box["y"] = max(box["x"], 0), max(box["y"], 0)
        focused = picture(chapter.page, box)
        chapter.page.evaluate(
            "window.was = document.activeElement;"
            "was.style.setProperty('outline', 'none', 'important');"
            "was.blur()"
        )
        plain = picture(chapter.page, box)
        chapter.page.evaluate("was.style.removeProperty('outline'); was.focus()")
        kinds[stop["kind"]] = np.abs(focused - plain).max()
    assert len(kinds) > 8
    assert not [kind for kind, change in kinds.items() if change < 60]


def test_the_first_stop_skips_to_the_text(chapter):
    page = chapter.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["inside"]


@pytest.mark.parametrize("toggle", TOGGLES)
def test_a_dialog_has_a_name_and_gives_the_keyboard_back(visit, address, toggle):
    opened = visit(f"{address}book/for-instructors.html", "", width=360)
    page = opened.page
    button = page.locator(f"{toggle} >> visible=true").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    assert dialog.get_attribute("aria-label")
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    assert not opened.errors
    page.close()


def test_the_button_of_the_contents_says_whether_they_are_shown(chapter):
    page = chapter.page
    sidebar, button = page.locator("#pst-primary-sidebar"), page.locator(TOGGLES[0])
    for shown in (True, False, True):
        assert button.get_attribute("aria-expanded") == str(shown).lower()
        assert sidebar.locator("nav").first.is_visible() == shown
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        assert button.evaluate("button => button === document.activeElement")


def test_the_button_of_the_theme_says_which_one_is_chosen(chapter):
    button = chapter.page.locator(".article-header-buttons .theme-switch-button")
    said = set()
    for _ in range(3):
        button.click()
        mode = chapter.page.evaluate("document.documentElement.dataset.mode")
        chapter.page.wait_for_function(
            "mode => document.querySelector('.theme-switch-button').ariaLabel"
            ".endsWith(`: ${mode}`)",
            arg=mode,
        )
        said.add(button.get_attribute("aria-label"))
    assert said == {f"Color mode: {mode}" for mode in ("light", "dark", "auto")}


def test_letters_of_twice_the_size_need_no_sideways_scrolling(opened):
    opened.show(1300, "light")
    root = "document.documentElement"
    opened.page.evaluate(f"{root}.style.fontSize = '200%'")
    beyond = opened.page.evaluate(f"{root}.scrollWidth")
    opened.page.evaluate(f"{root}.style.removeProperty('font-size')")
    assert beyond <= 1301


def test_folds_of_the_contents_are_named_by_what_they_unfold(chapter):
    names = chapter.page.locator(".bd-sidebar-primary summary").evaluate_all(
        "folds => folds.map(fold => [fold.ariaLabel, fold.closest('li').innerText])"
    )
    assert len({name for name, _ in names}) == len(names) > 5
    for name, text in names:
        assert name.endswith(text.splitlines()[0].strip())
