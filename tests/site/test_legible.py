"""Every page reads well: by eye, on a phone, in the dark, and by ear."""

from __future__ import annotations

import io
import itertools
import re

import numpy as np
import pytest
from looks import CONTRASTS
from PIL import Image

BY_WINDOW = pytest.mark.parametrize(
    ("width", "theme"),
    [(1300, "light"), (1300, "dark"), (360, "light"), (360, "dark")],
)


@BY_WINDOW
def test_text_stands_out_from_what_is_behind_it(opened, width, theme):
    opened.show(width, theme)
    texts = opened.page.evaluate(CONTRASTS)
    assert texts
    assert not [text for text in texts if text[0] < 4.5]
    assert not [text for text in texts if (text[1] > 0.3) == (theme == "dark")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_pointed_at_can_be_read(visit, address, theme):
    path = "book/running-the-book.html"
    opened = visit(address + path, path)
    opened.show(1300, theme)
    plain = len(opened.page.evaluate(CONTRASTS))
    for pointed in ("article h2", "article p a.reference"):
        opened.page.locator(pointed).first.hover()
        texts = opened.page.evaluate(CONTRASTS)
        assert len(texts) > plain, "nothing changes its colour"
        assert not [text for text in texts if text[0] < 4.5]
    opened.page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_keep_to_the_theme_and_can_be_read(opened, theme):
    opened.show(1300, theme)
    for image in opened.page.locator("main article img").all():
        if not image.is_visible():
            continue
        image.evaluate("image => image.decode()")
        pixels = Image.open(io.BytesIO(image.screenshot())).convert("RGB")
        levels = linear(np.asarray(pixels) / 255) @ [0.2126, 0.7152, 0.0722]
        low, background, high = np.quantile(levels, [0.003, 0.5, 0.997])
        alt = image.get_attribute("alt")
        assert background < 0.3 if theme == "dark" else background > 0.8, alt
        assert contrast(low, high) > 4.5, alt
        frames = [np.median(levels[row]) for row in (0, 3, -4, -1)]
        assert max(contrast(background, frame) for frame in frames) < 1.2, alt


def contrast(a, b):
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)


def linear(rgb):
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def test_no_library_says_on_a_page_what_it_thinks_of_the_machine(opened):
    assert not opened.page.locator("article .output.stderr").all_inner_texts()


@pytest.mark.parametrize("width", [360, 768, 1300])
def test_does_not_scroll_sideways(opened, width):
    opened.show(width, "light")
    beyond = opened.page.evaluate("document.documentElement.scrollWidth")
    assert beyond <= width + 1


def test_images_are_described_in_words(opened):
    for alt, source in opened.page.evaluate(
        "[...document.querySelectorAll('main article img')]"
        ".map(image => [image.alt, image.getAttribute('src')])"
    ):
        words = f"{alt!r} for {source[:60]}"
        assert len(alt) > 20 and " " in alt, words
        assert not re.search(r"^(figure|image|plot)\b|\.(svg|png|webp)$", alt, re.I), (
            words
        )


def test_headings_descend_one_level_at_a_time(opened):
    levels = opened.page.evaluate(
        "[...document.querySelectorAll('main article :is(h1, h2, h3, h4, h5, h6)')]"
        ".map(heading => +heading.tagName[1])"
    )
    assert levels[:1] == [1]
    assert levels.count(1) == 1
    steps = itertools.pairwise(levels)
    assert all(after <= before + 1 for before, after in steps)


def test_language_and_title_are_told(opened):
    language, title = opened.page.evaluate(
        "[document.documentElement.lang, document.title]"
    )
    assert language == "en"
    assert title.strip()
