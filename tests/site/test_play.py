"""Figures to play with work by mouse, by keyboard, and for a screen reader."""

from __future__ import annotations

import itertools

import pytest

WINDOWS = pytest.mark.parametrize("width", [1300, 360])


def visible(figure):
    """Which of its frames a figure shows."""
    return figure.evaluate(
        "figure => [...figure.querySelectorAll('.explore-frames img')]"
        ".flatMap((image, i) => image.checkVisibility() ? [i] : [])"
    )


def labels(slider):
    return slider.evaluate("slider => JSON.parse(slider.dataset.values)")


def test_keyboard_reaches_every_frame_in_order(opened):
    for figure in opened.page.locator("figure.explore").all():
        sliders = figure.locator("input[type=range]").all()
        count = figure.locator(".explore-frames img").count()
        places = [range(len(labels(slider))) for slider in sliders]
        shown = []
        for combination in itertools.product(*places):
            for slider, place in zip(sliders, combination, strict=True):
                slider.focus()
                if place == 0:
                    opened.page.keyboard.press("Home")
                while int(slider.input_value()) < place:
                    opened.page.keyboard.press("ArrowRight")
            shown += visible(figure)
        assert shown == list(range(count))


@WINDOWS
def test_mouse_moves_a_slider_and_its_value_is_announced(opened, width):
    opened.show(width, "light")
    for figure in opened.page.locator("figure.explore").all():
        for slider in figure.locator("input[type=range]").all():
            texts = labels(slider)
            if len(texts) == 1:
                continue
            slider.focus()
            opened.page.keyboard.press("Home")
            before = visible(figure)
            slider.scroll_into_view_if_needed()
            box = slider.bounding_box()
            opened.page.mouse.click(
                box["x"] + box["width"] - 2, box["y"] + box["height"] / 2
            )
            after = visible(figure)
            assert len(before) == len(after) == 1
            assert before != after
            said = slider.get_attribute("aria-valuetext")
            assert said.endswith(f" = {texts[-1]}")
            assert figure.locator("output", has_text=texts[-1]).count()


def test_every_slider_has_a_name(opened):
    for slider in opened.page.locator("figure.explore input").all():
        assert slider.evaluate("slider => slider.labels[0].textContent.trim()")
