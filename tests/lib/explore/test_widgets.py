"""A figure to play with, on a static page in a real browser and in a live notebook."""

from __future__ import annotations

import base64
import inspect
import io
import re
import subprocess
import sys

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image
from tiny_page import REPOSITORY, build

from lib.explore import widgets as module
from lib.explore.choices import MOST_FRAMES
from lib.explore.frames import SCRIPT
from lib.explore.widgets import WIDGET_VIEW, explore

ALT = "A line of slope {slope} in {colour}"
VALUES = {"slope": [-1, 0.5, 2], "colour": ["k", "r"]}


def draw(slope, colour):
    figure, ax = plt.subplots(figsize=(2, 1))
    ax.plot([0, slope], color=colour)
    ax.set_ylim(-1, 2)
    return figure


@pytest.fixture
def shown(monkeypatch):
    """The bundles displayed, as if a notebook were running."""
    bundles = []
    monkeypatch.setattr(module, "display", lambda data, *, raw: bundles.append(data))
    monkeypatch.setattr(module.InteractiveShell, "initialized", lambda: True)
    return bundles


@pytest.fixture
def boxes(monkeypatch):
    """The live views made."""
    made, vbox = [], module.ipywidgets.VBox

    def spy(children):
        made.append(vbox(children))
        return made[-1]

    monkeypatch.setattr(module.ipywidgets, "VBox", spy)
    return made


def images(html):
    return re.findall(r"<img [^>]*>", html)


def alts(html):
    return [re.search(r'alt="([^"]*)"', image)[1] for image in images(html)]


def test_bundle_holds_a_live_view_a_static_one_and_words(shown):
    explore(draw, alt=ALT, **VALUES)
    (bundle,) = shown
    assert set(bundle) == {WIDGET_VIEW, "text/html", "text/plain"}
    assert bundle["text/plain"] == "A line of slope 0.5 in r"


def test_one_frame_for_each_combination_and_one_of_them_visible(shown):
    explore(draw, alt=ALT, start={"slope": 2.0}, **VALUES)
    html = shown[0]["text/html"]
    assert alts(html) == [
        f"A line of slope {slope} in {colour}"
        for slope in VALUES["slope"]
        for colour in VALUES["colour"]
    ]
    visible = [image for image in images(html) if " hidden" not in image]
    assert alts("".join(visible)) == ["A line of slope 2 in r"]
    assert html.count("<input") == html.count("<label") == html.count("<output") == 2


def test_words_of_the_caller_are_escaped(shown):
    explore(draw, alt='"{slope}" <&>', slope=[1, 2], colour=["k"])
    assert "&quot;2&quot; &lt;&amp;&gt;" in shown[0]["text/html"]


def test_the_same_figure_has_the_same_frames_and_another_id(shown):
    for _ in range(2):
        explore(draw, alt=ALT, **VALUES)
    first, second = (bundle["text/html"] for bundle in shown)
    assert images(first) == images(second)
    names = [
        re.search(r'<figure[^>]* id="([^"]*)"', html)[1] for html in (first, second)
    ]
    assert names[0] != names[1]
    assert first.replace(names[0], names[1]) == second


def test_script_is_small():
    assert len(SCRIPT) < 800


def three_panels(shift):
    figure, axes = plt.subplots(1, 3, figsize=(5.6, 2.6), layout="constrained")
    x = np.linspace(0, 1, 60)
    for ax in axes:
        for i in range(3):
            noise = 0.05 * np.random.default_rng(i).normal(size=60)
            y = np.sin(3 * x + i + shift) + noise
            ax.fill_between(x, y - 0.2, y + 0.2, alpha=0.2)
            ax.plot(x, y)
        ax.set(xlabel="ln λ", ylabel="cost", title="title")
    return figure


def test_typical_frame_is_light_sharp_and_true_to_its_colours(shown):
    explore(three_panels, alt="Shift {shift}", shift=[0])
    (image,) = images(shown[0]["text/html"])
    data = base64.b64decode(re.search(r'base64,([^"]*)', image)[1])
    assert len(data) <= 27_000
    frame = Image.open(io.BytesIO(data))
    # Before 3.11, Matplotlib cuts the width to whole pixels instead of rounding it.
    assert frame.size in [(952, 442), (951, 442)]
    pixels = np.asarray(frame.convert("RGB")).reshape(-1, 3).astype(int)
    assert (pixels[0] == 255).all()
    for colour in ((0x1F, 0x77, 0xB4), (0xFF, 0x7F, 0x0E), (0x2C, 0xA0, 0x2C)):
        assert np.abs(pixels - colour).max(axis=1).min() <= 8


def test_figures_are_closed_and_those_of_the_caller_kept(shown):
    mine = plt.figure()
    explore(draw, alt=ALT, **VALUES)
    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


def arguments(**changed):
    return {"draw": draw, "alt": ALT} | VALUES | changed


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ({"draw": draw, "alt": "no parameter"}, "values"),
        (arguments(draw=None), "draw"),
        (arguments(slope=[]), "slope"),
        (arguments(slope=[1, 1.0]), "slope"),
        (arguments(slope=[1, None]), "slope"),
        (arguments(slope=[1, float("nan")]), "slope"),
        (arguments(slope=1), "slope"),
        (arguments(colour="kr"), "colour"),
        (arguments(start={"slope": 7}), "start"),
        (arguments(start={"width": 1}), "start"),
        (arguments(slope=range(MOST_FRAMES // 2 + 1)), f"{MOST_FRAMES}.*{38}"),
        (arguments(alt="{slope} {width}"), "alt.*width"),
        (arguments(alt="{slope} {}"), "alt"),
        (arguments(alt="{slope"), "alt"),
        (arguments(alt="{slope:q} {colour}"), "alt"),
        (arguments(alt="{slope}"), "alt"),
        (arguments(alt="{slope:.0f} {colour}", slope=[0.1, 0.2]), "alt"),
        (arguments(alt=""), "alt"),
    ],
)
def test_refuses_bad_arguments_before_drawing(shown, call, named):
    drawn = []
    if call["draw"] is draw:
        call = call | {"draw": lambda **kw: drawn.append(kw)}
    with pytest.raises(ValueError, match=named):
        explore(**call)
    assert not drawn and not shown


def test_takes_the_most_frames_allowed(shown):
    figure = Figure(figsize=(1, 1))
    explore(lambda x: figure, alt="{x}", x=range(MOST_FRAMES))
    assert len(images(shown[0]["text/html"])) == MOST_FRAMES


def test_refuses_what_is_not_a_figure(shown):
    with pytest.raises(TypeError, match="draw must return"):
        explore(lambda x: plt.subplots(), alt="{x}", x=[1])
    assert not plt.get_fignums() and not shown


def test_refuses_frames_that_would_jump(shown):
    with pytest.raises(ValueError, match="same size"):
        explore(lambda x: Figure(figsize=(x, 1)), alt="{x}", x=[1, 2])
    assert not shown


def test_frames_are_not_cropped_whatever_the_settings(shown):
    with plt.rc_context({"savefig.bbox": "tight"}):
        explore(lambda x: Figure(figsize=(2, 1)), alt="{x}", x=[1])
    assert 'width="192" height="96"' in shown[0]["text/html"]


def test_live_view_draws_again(shown, boxes):
    drawn = []

    def recorded(slope, colour):
        drawn.append((slope, colour))
        return draw(slope, colour)

    explore(recorded, alt=ALT, **VALUES)
    slope, colour, view = boxes[0].children
    assert shown[0][WIDGET_VIEW]["model_id"] == boxes[0].model_id
    assert alts(view.value) == ["A line of slope 0.5 in r"]
    drawn.clear()
    slope.value = 2
    colour.value = "k"
    assert drawn == [(2, "r"), (2, "k")]
    assert alts(view.value) == ["A line of slope 2 in k"]
    assert not plt.get_fignums()


def test_live_view_shows_why_it_could_not_draw(shown, boxes):
    broken = False

    def fragile(slope, colour):
        if broken:
            raise RuntimeError("no <data>")
        return draw(slope, colour)

    explore(fragile, alt=ALT, **VALUES)
    slope, _, view = boxes[0].children
    broken = True
    slope.value = 2
    assert "RuntimeError: no &lt;data&gt;" in view.value
    broken = False
    slope.value = -1
    assert alts(view.value) == ["A line of slope -1 in r"]


def test_plain_python_prints_the_words():
    script = (
        "from matplotlib.figure import Figure\n"
        "from lib.explore import explore\n"
        "explore(lambda x: Figure(), alt='At {x}.', x=[1, 2, 3])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "At 2.\n"


PAGE = f"""
```{{code-cell}} ipython3
from matplotlib import pyplot as plt
from lib import style
from lib.explore.widgets import explore
style.use()
```

```{{code-cell}} ipython3
{inspect.getsource(draw)}
for start in -1, 2:
    explore(draw, alt="{ALT}", start={{"slope": start}}, slope=[-1, 0.5, 2],
            colour=["k", "r"])
```

```{{code-cell}} ipython3
figure, ax = plt.subplots()
```
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("book") / "site", PAGE)


def test_plain_figures_of_a_page_are_whole_and_vector(built):
    (picture,) = (built.parent / "_images").iterdir()
    assert 'width="403.2pt" height="259.2pt"' in picture.read_text()
    assert "dc:date" not in picture.read_text()


@pytest.fixture
def page(built, browser):
    troubles = []
    page = browser.new_page()
    page.on("pageerror", lambda error: troubles.append(error))
    page.on("console", lambda message: troubles.append(message.text))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(("file:", "data:")) or troubles.append(request.url)
        ),
    )
    page.goto(built.as_uri())
    yield page
    page.close()
    assert not troubles


def visible(figure):
    return [
        image.get_attribute("alt")
        for image in figure.locator("img").all()
        if image.is_visible()
    ]


def test_sliders_of_a_page_opened_from_a_file_choose_the_frame(page):
    first, second = page.locator("figure.explore").all()
    slope, colour = first.get_by_role("slider").all()
    assert visible(first) == ["A line of slope -1 in r"]
    assert visible(second) == ["A line of slope 2 in r"]

    slope.focus()
    page.keyboard.press("ArrowRight")
    assert visible(first) == ["A line of slope 0.5 in r"]
    assert slope.get_attribute("aria-valuetext") == "slope = 0.5"
    assert first.locator("output").all_inner_texts() == ["0.5", "r"]

    box = slope.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    assert visible(first) == ["A line of slope 2 in k"]
    assert colour.get_attribute("aria-valuetext") == "colour = k"
    assert page.get_by_label("colour").count() == 2
    assert visible(second) == ["A line of slope 2 in r"]


def test_page_needs_no_widget_library(built):
    html = built.read_text(encoding="utf-8")
    assert "require.js" not in html and "html-manager" not in html
    assert WIDGET_VIEW not in html
