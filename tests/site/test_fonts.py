"""Pages fit paper and a phone in whatever letters the machine has."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from looks import COLUMN, WIDER

pytestmark = pytest.mark.slow

# What a page asks for by a general name, each machine answers with its own.
FAMILIES = {
    "DejaVu": ("DejaVu Sans", "DejaVu Sans Mono"),
    "Liberation": ("Liberation Sans", "Liberation Mono"),
    "Noto": ("Noto Sans", "Noto Sans Mono"),
}
# A figure to play with, a table or a program may be moved in its own frame.
SCROLLS = """() => {
  const seen = [...document.querySelectorAll("article, article *")]
    .filter(e => e.checkVisibility() && !e.closest("mjx-assistive-mml"))
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1);
  const framed = e => {
    for (let up = e.parentElement; up?.tagName !== "ARTICLE"; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return true;
    return false;
  };
  return seen.filter(e => !framed(e))
    .map(e => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
}"""


def installed(name):
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", name], capture_output=True, text=True)
    return bool(listed.stdout.strip())


@pytest.fixture(params=FAMILIES)
def lettered(request, opened):
    """The page in the letters of one family."""
    text, code = FAMILIES[request.param]
    for name in (text, code):
        if not installed(name):
            pytest.skip(f"the font {name} is not installed")
    style = opened.page.add_style_tag(
        content=f"""html {{ --pst-font-family-base: "{text}" !important;
          --pst-font-family-heading: "{text}" !important;
          --pst-font-family-monospace: "{code}" !important; }}
          body, p, li, td, th, h1, h2, h3 {{ font-family: "{text}" !important; }}
          code, pre, kbd, samp {{ font-family: "{code}" !important; }}"""
    )
    yield opened
    style.evaluate("style => style.remove()")


def test_nothing_is_wider_than_the_paper(lettered):
    lettered.show(COLUMN, "light")
    lettered.page.emulate_media(media="print")
    lettered.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wider = lettered.page.evaluate(WIDER, COLUMN)
    lettered.page.evaluate("dispatchEvent(new Event('afterprint'))")
    lettered.page.emulate_media(media="screen")
    assert not wider


def test_nothing_is_wider_than_a_phone(lettered):
    lettered.show(360, "light")
    assert lettered.page.evaluate("document.documentElement.scrollWidth") <= 361
    assert not lettered.page.evaluate(SCROLLS)
