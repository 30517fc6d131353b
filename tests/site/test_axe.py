"""Every page by the rules of axe-core, in light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from built import MISSING, pages

OTHERS = ["search.html", "404.html"]

# A target must be large enough for a finger; colours are those of the wide page.
PHONE = {
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}
}
CONTRAST = {"runOnly": ["color-contrast"]}

# Colours go with the class, so one word of code of each class stands for all of them.
ONE_OF_EACH = """() => {
  const seen = new Set();
  for (const word of document.querySelectorAll(".highlight pre span[class]")) {
    const frame = word.closest("[class*=highlight-]")?.className;
    if (seen.has(frame + word.className)) word.replaceWith(...word.childNodes);
    seen.add(frame + word.className);
  }
}"""


def violations(opened, **options):
    # Of what passes, axe would otherwise find a selector for every element.
    options["resultTypes"] = ["violations"]
    results = Axe().run(opened.page, options=options).response
    assert results["passes"] or results["inapplicable"], "axe looked at nothing"
    return [
        (rule["id"], target, " ".join(node["html"].split())[:120])
        for rule in results["violations"]
        for node in rule["nodes"]
        for target in node["target"]
    ]


@pytest.fixture
def look(visit, site):
    """Open a page without MathJax, whose elements axe would count one by one."""
    shown = []

    def looker(path, width):
        opened = visit((site / path).as_uri(), path, width=width, block="**/mathjax/**")
        opened.show(width, "light")
        opened.page.evaluate(ONE_OF_EACH)
        shown.append(opened)
        return opened

    yield looker
    for opened in shown:
        assert not opened.foreign
        opened.page.close()


EVERY_PAGE = pytest.mark.parametrize("path", pages() and pages() + OTHERS)


@EVERY_PAGE
def test_breaks_no_rule_in_either_theme(look, path):
    opened = look(path, 1300)
    assert not violations(opened)
    opened.show(1300, "dark")
    assert not violations(opened, **CONTRAST)


@EVERY_PAGE
def test_breaks_no_rule_on_a_phone(look, path):
    assert not violations(look(path, 360), **PHONE)


@pytest.mark.skipif(not pages(), reason=MISSING)
def test_formulas_break_no_rule_and_can_be_read_aloud(visit, site):
    opened = visit((site / "book" / "notation.html").as_uri(), "book/notation.html")
    formulas = opened.page.locator("mjx-container")
    assert formulas.count() > 50
    # To a screen reader a formula is its MathML, and to the Tab key nothing.
    assert formulas.locator("> mjx-assistive-mml math").count() == formulas.count()
    assert formulas.locator("> mjx-math[aria-hidden=true]").count() == formulas.count()
    assert not opened.page.locator("mjx-container[tabindex='0']").count()
    assert not violations(opened)
    opened.page.close()


def test_axe_sees_what_is_broken(browser):
    page = browser.new_page()
    page.set_content(
        "<html lang=en><title>t</title><main><h1>t</h1><img src=''></main>"
    )
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found] == ["image-alt"]
    page.close()
