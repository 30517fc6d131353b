"""Asked before they look, readers guess by mouse or by keyboard, and then see it."""

from __future__ import annotations

import pytest
from built import MISSING, SITE, pages


def asking():
    """Pages with a question."""
    found = [p for p in pages() if '<form class="predict"' in (SITE / p).read_text()]
    return found or [pytest.param("", marks=pytest.mark.skip(reason=MISSING))]


pytestmark = pytest.mark.parametrize("path", asking())

COVERED = """form => {
  const [name] = form.dataset.covers.split(" ");
  let found = name && document.getElementById(name);
  if (name === "paragraph") {
    found = form.nextElementSibling;
    while (found.tagName !== "P") found = found.nextElementSibling;
  }
  const clear = getComputedStyle(found).color === "rgba(0, 0, 0, 0)";
  const how = {visibilityProperty: true};
  const inside = [...found.querySelectorAll("img, em, span")];
  const hidden = inside.every(node => !node.checkVisibility(how));
  return [found.inert, clear && hidden];
}"""
MATHJAX = "**/mathjax/**"
OPEN = "form => form.querySelector('details').open"


@pytest.fixture
def fresh(visit, address, path):
    """The page as somebody sees it who comes for the first time."""
    opened = visit(address + path, path)
    yield opened
    assert not opened.foreign and not opened.errors
    opened.page.close()


@pytest.fixture
def quick(visit, address, path):
    """The same where no formula matters: MathJax would take most of the time."""
    opened = visit(address + path, path, block=MATHJAX)
    yield opened
    assert not opened.foreign and not opened.errors
    opened.page.close()


def test_every_question_covers_something_and_hides_its_answer_but_on_paper(fresh):
    forms = fresh.page.locator("form.predict").all()
    assert forms
    for form in forms:
        assert form.evaluate(COVERED) == [True, True]
        assert not form.locator(".predict-said").first.is_visible()
    formulas = fresh.page.locator("form.predict label mjx-container")
    assert 0 not in formulas.evaluate_all("all => all.map(e => e.offsetWidth)")
    # On paper the answer follows.
    fresh.page.emulate_media(media="print")
    for form in forms:
        assert not form.evaluate(COVERED)[1]
        assert form.locator(".predict-said").first.is_visible()
        assert not form.locator("button").first.is_visible()


def test_by_keyboard_a_guess_uncovers_and_says_how_near(quick):
    for form in quick.page.locator("form.predict").all():
        field = form.locator("input").first
        field.focus()
        if field.get_attribute("type") == "radio":
            quick.page.keyboard.press("ArrowDown")
            # Moving among the choices is no guess yet.
            assert form.evaluate(COVERED)[0]
            quick.page.keyboard.press("Enter")
            guessed = form.locator(".predict-said.guessed")
            assert guessed.count() == 1 and guessed.is_visible()
        else:
            quick.page.keyboard.type("3")
            quick.page.keyboard.press("Enter")
            assert "You said 3" in form.locator("[role=status]").inner_text()
        assert form.evaluate(COVERED) == [False, False]
        assert form.evaluate(OPEN)
        assert form.locator(".predict-said.right").is_visible()
        assert form.locator("[role=status]").inner_text()


def test_by_mouse_the_right_choice_and_the_measured_number_are_told_so(quick):
    for form in quick.page.locator("form.predict:has([data-right])").all():
        form.locator("label:has([data-right])").click()
        form.locator("button[type=submit]").click()
        assert form.locator("[role=status]").inner_text() == "So it is."
        assert form.locator(".predict-said.right.guessed").is_visible()
    for form in quick.page.locator("form.predict:has([data-measured])").all():
        field = form.locator("[data-measured]")
        for nothing in ("", "some"):
            field.fill(nothing)
            field.press("Enter")
            assert form.evaluate(COVERED)[0]
            assert "Type a number" in form.locator("[role=status]").inner_text()
        field.fill(field.get_attribute("data-measured"))
        field.press("Enter")
        assert "and so it is" in form.locator("[role=status]").inner_text()


def test_without_a_guess_it_can_be_seen_too(quick):
    for form in quick.page.locator("form.predict").all():
        form.locator("button[type=button]").click()
        assert form.evaluate(COVERED) == [False, False]
        assert form.evaluate(OPEN)


def test_a_link_to_what_is_covered_uncovers_it(visit, address, path, quick):
    names = quick.page.locator("form.predict").evaluate_all(
        "forms => forms.map(form => form.dataset.covers)"
    )
    for covers in names:
        name = covers.split()[0]
        if name == "paragraph":
            continue
        linked = visit(f"{address}{path}#{name}", path, block=MATHJAX)
        form = linked.page.locator(f'form.predict[data-covers="{covers}"]')
        assert form.evaluate(COVERED) == [False, False]
        linked.page.close()


def test_without_script_nothing_is_covered_and_the_answer_is_folded(
    visit, address, path
):
    opened = visit(address + path, path, block="**/predict.js*")
    for form in opened.page.locator("form.predict").all():
        assert form.evaluate(COVERED) == [False, False]
        assert not form.locator("button").first.is_visible()
        form.locator("summary").click()
        assert form.locator(".predict-said").first.is_visible()
    opened.page.close()
