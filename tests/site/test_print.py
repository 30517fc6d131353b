"""Every page reads well on paper, and prints black on white from the dark too."""

from __future__ import annotations

from io import BytesIO

import pytest
from looks import COLUMN, CONTRASTS, WIDER
from pypdf import PdfReader

CHAPTER = "book/evidence.html"
SHEET = "book/exercises/evidence.html"


@pytest.fixture
def paper(opened):
    """A page as a reader in the dark prints it."""
    opened.show(COLUMN, "dark")
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    yield opened.page
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.page.emulate_media(media="screen")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_nothing_prints_but_the_article(paper):
    inside, around, controls = paper.evaluate(
        """() => {
          const shown = selector => [...document.querySelectorAll(selector)]
            .filter(e => e.checkVisibility({checkVisibilityCSS: true}))
            .map(e => `${e.tagName}.${e.className}`);
          return [shown("article *").length,
            shown("body *:not(:has(article), article, article *)"),
            shown("article :is(button, input, select, .headerlink, "
              + "summary:not(.claim > *))")];
        }"""
    )
    assert inside
    assert not around
    assert not controls


def test_nothing_is_wider_than_the_column(paper):
    assert not paper.evaluate(WIDER, COLUMN)


def test_prints_dark_on_white(paper):
    texts = paper.evaluate(CONTRASTS)
    assert texts
    assert not [text for text in texts if text[0] < 4.5 or text[1] < 0.8]
    assert not paper.evaluate(
        "[...document.querySelectorAll('article img')]"
        ".filter(image => getComputedStyle(image).filter !== 'none').length"
    )


def test_figures_to_play_with_say_what_they_show(paper):
    for figure in paper.locator("figure.explore").all():
        controls = figure.locator(".explore-controls")
        values = controls.locator("output").all_inner_texts()
        sliders = controls.locator("input").all()
        assert len(values) == len(sliders) > 0
        for slider, value in zip(sliders, values, strict=True):
            said = f"{slider.get_attribute('data-name')} = {value}"
            assert slider.get_attribute("aria-valuetext") == said
            assert said.split(" = ")[0].replace("_", " ") in controls.inner_text()
        marks = controls.locator("label").evaluate_all(
            "labels => labels.map(label => getComputedStyle(label, '::after').content)"
        )
        assert marks == ['" ="'] * len(sliders)


def test_of_a_claim_sentence_and_figures_are_printed(paper):
    hidden = paper.locator("details.claim :is(summary, p)").evaluate_all(
        """parts => parts.filter(e => !e.checkVisibility({checkVisibilityCSS: true})
          || e.getBoundingClientRect().height === 0).map(e => e.textContent)"""
    )
    assert not hidden


def test_what_is_folded_stays_folded_and_says_so(paper):
    for fold in paper.locator(".admonition.toggle").all():
        assert "toggle-hidden" in fold.get_attribute("class")
        shown, said = fold.evaluate(
            """fold => [[...fold.children].filter(child => child.checkVisibility())
                .map(child => child.className),
              getComputedStyle(fold, "::after").content]"""
        )
        assert len(shown) == 1 and "admonition-title" in shown[0]
        assert "Folded" in said
    for fold in paper.locator("details:not(.claim, .predict-answer)").all():
        assert not fold.is_visible()


def printed(opened, **paper):
    """What a browser's own printing makes of an open page."""
    opened.page.emulate_media(media=None)
    return PdfReader(BytesIO(opened.page.pdf(**paper)))


def text_of(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture(scope="module", params=[CHAPTER, SHEET])
def alone(request, visit, site):
    opened = visit((site / request.param).as_uri(), request.param)
    yield opened
    opened.page.close()


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_a_browser_prints_the_article_and_no_navigation(alone, size):
    text = text_of(printed(alone, format=size, prefer_css_page_size=True))
    article = alone.page.locator("article")
    headings = article.locator("h1, h2").evaluate_all(
        "all => all.map(h => [...h.childNodes].find(n => n.nodeType === 3).data.trim())"
    )
    first = article.locator("section > p").first.text_content()
    for wanted in [headings[0], headings[-1], " ".join(first.split()[:4])]:
        assert wanted in text
    navigation = alone.page.locator(".bd-sidebar-primary .caption-text")
    captions = navigation.all_text_contents()
    assert captions
    assert not [caption for caption in captions if caption in text]
    assert "Show the" not in text and "Skip to" not in text


def test_prints_the_same_in_the_dark_as_in_the_light(alone):
    drawn = {}
    for theme in ["light", "dark"]:
        alone.show(1300, theme)
        drawn[theme] = [page.get_contents().get_data() for page in printed(alone).pages]
    assert drawn["light"] == drawn["dark"]


def test_an_opened_fold_prints(visit, site):
    opened = visit((site / SHEET).as_uri(), SHEET)
    fold = opened.page.locator(".admonition.hint").first
    words = " ".join(fold.locator("p").nth(1).text_content().split()[:3])
    assert words not in text_of(printed(opened))
    fold.locator(".admonition-title").click()
    assert words in text_of(printed(opened))
    opened.page.close()
