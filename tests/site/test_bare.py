"""Pages without scripts, in the system's own colours, and much enlarged."""

from __future__ import annotations

import pytest
from built import PATIENCE, pages

SOME = [page for page in pages() if "noise-scale" in page or "evidence" in page]


@pytest.fixture(params=SOME)
def bare(request, browser, site):
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto((site / request.param).as_uri())
    yield page
    context.close()


def test_without_scripts_the_text_and_one_frame_of_each_figure_are_there(bare):
    assert len(bare.locator("article").inner_text()) > 2000
    for figure in bare.locator("figure.explore").all():
        assert figure.locator("img:visible").count() == 1
    assert bare.locator("article a").count() > 5


def test_in_the_systems_own_colours_controls_are_seen(opened):
    opened.show(1300, "light")
    opened.page.emulate_media(forced_colors="active")
    for slider in opened.page.locator("figure.explore input").all():
        box = slider.bounding_box()
        assert box["width"] > 50 and box["height"] > 5
    opened.page.emulate_media(forced_colors="none")


def test_enlarged_four_times_a_page_is_read_without_moving_it_sideways(opened):
    """A window of 1,280 pixels has then room for 320 (WCAG 1.4.10)."""
    opened.show(320, "light")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 321
