"""Every page reads well: by eye, on a phone, in the dark, and by ear."""

from __future__ import annotations

import io
import itertools
import re

import numpy as np
import pytest
from PIL import Image

BY_WINDOW = pytest.mark.parametrize(
    ("width", "theme"),
    [(1300, "light"), (1300, "dark"), (360, "light"), (360, "dark")],
)

# For each pair of a text colour and what lies behind it: their contrast, the luminance
# of the latter, and a sample.
CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d");
  const parse = text => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, bottom) =>
    [0, 1, 2].map(i => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);
  const luminance = rgb => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const c = rgb[i] / 255;
    return sum + weight * (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  }, 0);
  const seen = new Map();
  for (const element of document.querySelectorAll("main *, nav *, label, output")) {
    const own = [...element.childNodes].filter(n => n.nodeType === Node.TEXT_NODE);
    const text = own.map(n => n.data).join("").trim();
    const visible = {checkOpacity: true, checkVisibilityCSS: true};
    if (!text || !element.checkVisibility(visible)) continue;
    if (element.closest("mjx-container, script, style")) continue;
    let layers = [], opacity = 1, filtered = false;
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      layers.unshift(parse(style.backgroundColor));
      opacity *= style.opacity;
      filtered ||= style.filter !== "none";
    }
    if (filtered) continue;
    const back = layers.reduce((rest, layer) => over(layer, rest), [255, 255, 255, 1]);
    const colour = parse(getComputedStyle(element).color);
    colour[3] *= opacity;
    const levels = [over(colour, back), back].map(luminance);
    const ratio = (Math.max(...levels) + 0.05) / (Math.min(...levels) + 0.05);
    seen.set([colour, back].join(), [ratio, luminance(back),
      `${element.tagName}.${element.className}: ${text.slice(0, 40)}`]);
  }
  return [...seen.values()];
}"""


@BY_WINDOW
def test_text_stands_out_from_what_is_behind_it(opened, width, theme):
    opened.show(width, theme)
    texts = opened.page.evaluate(CONTRASTS)
    assert texts
    assert not [text for text in texts if text[0] < 4.5]
    assert not [text for text in texts if (text[1] > 0.3) == (theme == "dark")]


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
