"""The frames of a figure to play with, and the static page that shows one of them."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import itertools
import json
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

from lib.explore.choices import label

DPI = 170
SHADES = 48
"""With these a frame of three panels, 950 pixels wide, takes about 25 KB."""


CSS_PIXELS_PER_INCH = 96


SCRIPT = """(() => {
const figure = document.getElementById("ID");
const sliders = [...figure.querySelectorAll("input")];
const outputs = figure.querySelectorAll("output");
const frames = figure.querySelectorAll(".explore-frames img");
const show = () => {
let frame = 0;
sliders.forEach((slider, i) => {
const text = JSON.parse(slider.dataset.values)[slider.value];
frame = frame * (+slider.max + 1) + +slider.value;
outputs[i].value = text;
slider.setAttribute("aria-valuetext", slider.dataset.name + " = " + text);
});
frames.forEach((image, i) => { image.hidden = i !== frame; });
};
sliders.forEach(slider => { slider.oninput = show; });
})();"""


_count = itertools.count(1)


def frame(draw: Callable[..., Figure], combination: dict[str, Any]) -> Image.Image:
    """One frame, in few colours: for line art, smaller and cleaner than lossy."""
    open_before = set(plt.get_fignums())
    try:
        figure = draw(**combination)
        if not isinstance(figure, Figure):
            raise TypeError(
                f"draw must return a Matplotlib figure, not {type(figure).__name__}"
            )
        file = io.BytesIO()
        with mpl.rc_context({"savefig.bbox": None}):
            figure.savefig(file, format="png", dpi=DPI, facecolor="white")
    finally:
        for number in set(plt.get_fignums()) - open_before:
            plt.close(number)
    image = Image.open(file).convert("RGB")
    return image.quantize(SHADES, dither=Image.Dither.NONE).convert("RGB")


def img(frame: Image.Image, alt: str, hidden: bool = False) -> str:
    """A frame as an HTML element that carries the picture itself."""
    file = io.BytesIO()
    frame.save(file, "webp", lossless=True, method=4)
    data = base64.b64encode(file.getvalue()).decode()
    width, height = (round(side * CSS_PIXELS_PER_INCH / DPI) for side in frame.size)
    return (
        f'<img src="data:image/webp;base64,{data}" alt="{html.escape(alt)}" '
        f'width="{width}" height="{height}" style="max-width:100%;height:auto"'
        f"{' hidden' if hidden else ''}>"
    )


def static(images: list[str], choices: dict[str, list[Any]], at: dict[str, Any]) -> str:
    """The figure of a static page: it needs no kernel, no network and no library."""
    digest = hashlib.sha256("".join(images).encode()).hexdigest()[:8]
    # The count tells apart two figures which are the same, on the same page.
    name = f"explore-{digest}-{next(_count)}"
    controls = "".join(
        _slider(f"{name}-{parameter}", parameter, listed, at[parameter])
        for parameter, listed in choices.items()
    )
    return (
        f'<figure class="explore" id="{name}">\n'
        f'<div class="explore-controls">\n{controls}</div>\n'
        f'<div class="explore-frames">\n{"".join(images)}</div>\n'
        f"<script>{SCRIPT.replace('ID', name)}</script>\n</figure>"
    )


def _slider(name: str, parameter: str, listed: list[Any], value: Any) -> str:
    labels = [label(choice) for choice in listed]
    data = html.escape(json.dumps(labels, ensure_ascii=False))
    words, now = parameter.replace("_", " "), html.escape(label(value))
    return (
        f'<label for="{name}">{words}</label>'
        f'<input type="range" id="{name}" min="0" max="{len(labels) - 1}" step="1" '
        f'value="{listed.index(value)}" autocomplete="off" data-name="{words}" '
        f'data-values="{data}" aria-valuetext="{words} = {now}">'
        f'<output for="{name}" aria-live="off">{now}</output>\n'
    )
