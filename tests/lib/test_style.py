"""Figures keep one size, and their colours stay apart on every page for every eye."""

from __future__ import annotations

import io
import itertools

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb

from lib import style

TOGETHER = (
    ("true", "random", "train", "test", "exact", "neutral"),
    ("true", "random", "laplace", "ep", "exact", "neutral"),
)
DARK_PAGE = np.full(3, 0x12 / 255)

# CSS: hue-rotate(180deg), from the Filter Effects specification.
HUE_ROTATION = np.array(
    [[-0.574, 1.430, 0.144], [0.426, 0.430, 0.144], [0.426, 1.430, -0.856]]
)

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "deutan": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "tritan": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}


def dark(rgb):
    """What `filter: invert(.93) hue-rotate(180deg)` makes of a colour."""
    return np.clip(HUE_ROTATION @ (0.93 - 0.86 * np.asarray(rgb)), 0, 1)


def linear(rgb):
    rgb = np.asarray(rgb)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def luminance(rgb):
    return linear(rgb) @ [0.2126, 0.7152, 0.0722]


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def lab(linear_rgb):
    to_xyz = [
        [0.4124, 0.3576, 0.1805],
        [0.2126, 0.7152, 0.0722],
        [0.0193, 0.1192, 0.95],
    ]
    xyz = np.array(to_xyz) @ np.clip(linear_rgb, 0, 1) / [0.9505, 1, 1.0887]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(a, b, vision):
    seen = [lab(VISIONS[vision] @ linear(colour)) for colour in (a, b)]
    return np.linalg.norm(seen[0] - seen[1])


@pytest.fixture(autouse=True)
def clean():
    with mpl.rc_context():
        style.use()
        yield
    plt.close("all")


@pytest.mark.parametrize("name", style.COLOURS)
def test_colour_is_legible_as_text_in_light_and_dark(name):
    rgb = to_rgb(style.COLOURS[name])
    assert contrast(rgb, np.ones(3)) >= 4.5
    assert contrast(dark(rgb), DARK_PAGE) >= 4.5


def test_inverted_white_is_the_dark_page():
    assert np.abs(dark(np.ones(3)) - DARK_PAGE).max() < 0.01


@pytest.mark.parametrize("page", [np.asarray, dark], ids=["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_colours_which_meet_in_a_figure_stay_apart(vision, page):
    for names in TOGETHER:
        for pair in itertools.combinations(names, 2):
            a, b = (page(to_rgb(style.COLOURS[name])) for name in pair)
            assert difference(a, b, vision) > 12, pair


def test_no_text_is_smaller_than_eleven_points():
    figure, ax = plt.subplots()
    ax.plot([0, 1], label="a")
    ax.set(xlabel="x", ylabel="y", title="t")
    ax.legend()
    figure.draw_without_rendering()
    sizes = {text.get_fontsize() for text in figure.findobj(mpl.text.Text)}
    assert min(sizes) >= 11


def test_figures_keep_their_size_and_are_drawn_alike_twice():
    files = []
    for _ in range(2):
        figure, ax = plt.subplots()
        ax.fill_between([0, 1], [0, 1], [1, 2], hatch="/", clip_on=True)
        files.append(io.BytesIO())
        figure.savefig(files[-1], format="svg", metadata={"Date": None})
    first, second = (file.getvalue().decode() for file in files)
    assert first == second
    assert 'width="403.2pt" height="259.2pt"' in first
    assert "<text" not in first


def test_band_spans_the_seeds_around_their_mean():
    ys = np.array([[0.0, 4.0], [1.0, 6.0], [5.0, 8.0]])
    _, ax = plt.subplots()
    line, shade = style.band(ax, [1.0, 2.0], ys, color="test", label="test error")
    assert line.get_ydata() == pytest.approx(ys.mean(axis=0))
    corners = {tuple(corner) for corner in shade.get_paths()[0].vertices}
    assert corners >= {(1.0, 0.0), (1.0, 5.0), (2.0, 4.0), (2.0, 8.0)}
    assert to_rgb(line.get_color()) == to_rgb(style.COLOURS["test"])
    (text,) = ax.texts
    assert text.get_text() == "test error"
    assert text.xy == (2.0, 6.0)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"x": [1.0]}, "ys"),
        ({"ys": [1.0, 2.0]}, "ys"),
        ({"ys": [[1.0, np.nan]]}, "ys"),
        ({"color": "red"}, "color"),
    ],
)
def test_band_refuses_what_it_cannot_draw(changed, named):
    _, ax = plt.subplots()
    good = {"x": [1.0, 2.0], "ys": [[1.0, 2.0]], "color": "true", "label": "a"}
    with pytest.raises(ValueError, match=named):
        style.band(ax, **good | changed)
    assert not ax.lines and not ax.collections
