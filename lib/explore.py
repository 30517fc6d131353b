"""Figures to play with: sliders that work on a static page and in a live notebook."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import itertools
import json
import math
import numbers
from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets
import matplotlib as mpl
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

MOST_FRAMES = 36
DPI = 170
COLOURS = 48
"""With these a frame of three panels, 950 pixels wide, takes about 25 KB."""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
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


def explore(
    draw: Callable[..., Figure],
    *,
    alt: str,
    start: dict[str, Any] | None = None,
    **values: Iterable[Any],
) -> None:
    """Display the figure that `draw` makes, with a slider for each of its parameters.

    On a static page the sliders choose among frames drawn beforehand, one for every
    combination of values; in a live notebook they call `draw` again.

    Parameters
    ----------
    draw
        Called as ``draw(**parameters)``; returns a figure, always of the same size.
        Compute outside it: it is called once for every combination.
    alt
        Text for those who cannot see the figure: a format string which names every
        parameter, such as "The fit at weight decay {weight_decay:g}: …".
    start
        Where the sliders start, by parameter; in the middle of their values if not
        told.
    **values
        For each parameter, the numbers or strings that it takes, in order. Underscores
        in its name become spaces in its label.

    Raises
    ------
    ValueError
        Before anything is drawn, if `draw` is not callable, a list of values is empty
        or holds the same value twice, there are more than `MOST_FRAMES` combinations,
        `start` is not among the values, or `alt` is not another text for each
        combination; after it, if the frames differ in size.
    TypeError
        If `draw` returns anything but a figure.
    """
    if not callable(draw):
        raise ValueError(f"draw must be callable, not {draw!r}")
    choices = _choices(values)
    combinations = [
        dict(zip(choices, combination, strict=True))
        for combination in itertools.product(*choices.values())
    ]
    at = _start(start, choices)
    alts = _alts(alt, combinations)
    frames = [_frame(draw, combination) for combination in combinations]
    sizes = {frame.size for frame in frames}
    if len(sizes) > 1:
        raise ValueError(
            "draw must always return a figure of the same size, not of "
            + " and ".join(
                f"{width} by {height} pixels" for width, height in sorted(sizes)
            )
        )
    first = combinations.index(at)
    images = [
        _img(frame, text, hidden=i != first)
        for i, (frame, text) in enumerate(zip(frames, alts, strict=True))
    ]
    if not InteractiveShell.initialized():
        print(alts[first])
        return
    bundle = {"text/html": _static(images, choices, at), "text/plain": alts[first]}
    display(bundle | _live(draw, alt, images[first], choices, at), raw=True)


def _choices(values: dict[str, Iterable[Any]]) -> dict[str, list[Any]]:
    if not values:
        raise ValueError("values must name a parameter: explore(draw, x=[1, 2], …)")
    choices = {}
    for name, listed in values.items():
        if isinstance(listed, str) or not isinstance(listed, Iterable):
            raise ValueError(f"{name} must be a list of values, not {listed!r}")
        choices[name] = list(listed)
        for value in choices[name]:
            if not isinstance(value, str | numbers.Real) or value != value:
                raise ValueError(f"{name} must list numbers or strings, not {value!r}")
        labels = [_label(value) for value in choices[name]]
        if not labels or len(set(labels)) < len(labels):
            raise ValueError(f"{name} must list different values, not {labels}")
    count = math.prod(len(listed) for listed in choices.values())
    if count > MOST_FRAMES:
        raise ValueError(f"values may have {MOST_FRAMES} combinations, not {count}")
    return choices


def _start(start: dict[str, Any] | None, choices: dict[str, list[Any]]) -> dict:
    at = {name: listed[len(listed) // 2] for name, listed in choices.items()}
    for name, value in (start or {}).items():
        if name not in choices or value not in choices[name]:
            allowed = choices.get(name, list(choices))
            raise ValueError(f"start[{name!r}] must be among {allowed}, not {value!r}")
        at[name] = choices[name][choices[name].index(value)]
    return at


def _alts(alt: str, combinations: list[dict[str, Any]]) -> list[str]:
    allowed = ", ".join(combinations[0])
    try:
        alts = [alt.format(**combination) for combination in combinations]
    except (KeyError, IndexError) as error:
        raise ValueError(
            f"alt must name only parameters ({allowed}), not {error}"
        ) from None
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"alt must be a format string: {error}") from None
    if not alt.strip() or len(set(alts)) < len(alts):
        raise ValueError(
            f"alt must name every parameter ({allowed}), so that each frame has its "
            f"own text; some frames share {alt!r}"
        )
    return alts


def _label(value: Any) -> str:
    return value if isinstance(value, str) else format(value, "g")


def _frame(draw: Callable[..., Figure], combination: dict[str, Any]) -> Image.Image:
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
    return image.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")


def _img(frame: Image.Image, alt: str, hidden: bool = False) -> str:
    file = io.BytesIO()
    frame.save(file, "webp", lossless=True, method=4)
    data = base64.b64encode(file.getvalue()).decode()
    width, height = (round(side * CSS_PIXELS_PER_INCH / DPI) for side in frame.size)
    return (
        f'<img src="data:image/webp;base64,{data}" alt="{html.escape(alt)}" '
        f'width="{width}" height="{height}" style="max-width:100%;height:auto"'
        f"{' hidden' if hidden else ''}>"
    )


def _static(
    images: list[str], choices: dict[str, list[Any]], at: dict[str, Any]
) -> str:
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
    labels = [_label(choice) for choice in listed]
    data = html.escape(json.dumps(labels, ensure_ascii=False))
    words, now = parameter.replace("_", " "), html.escape(_label(value))
    return (
        f'<label for="{name}">{words}</label>'
        f'<input type="range" id="{name}" min="0" max="{len(labels) - 1}" step="1" '
        f'value="{listed.index(value)}" autocomplete="off" data-name="{words}" '
        f'data-values="{data}" aria-valuetext="{words} = {now}">'
        f'<output for="{name}" aria-live="off">{now}</output>\n'
    )


def _live(
    draw: Callable[..., Figure],
    alt: str,
    image: str,
    choices: dict[str, list[Any]],
    at: dict[str, Any],
) -> dict[str, Any]:
    """The same for a live notebook: the part of the bundle that points at widgets."""
    sliders = {
        parameter: ipywidgets.SelectionSlider(
            options=[(_label(choice), choice) for choice in listed],
            value=at[parameter],
            description=parameter.replace("_", " "),
            continuous_update=False,
            style={"description_width": "initial"},
        )
        for parameter, listed in choices.items()
    }
    view = ipywidgets.HTML(image)

    def redraw(_change: Any) -> None:
        combination = {name: slider.value for name, slider in sliders.items()}
        try:
            view.value = _img(_frame(draw, combination), alt.format(**combination))
        except Exception as error:  # a callback that raises fails without a word
            text = html.escape(f"{type(error).__name__}: {error}")
            view.value = f"<pre>{text}</pre>"

    for slider in sliders.values():
        slider.observe(redraw, "value")
    box = ipywidgets.VBox([*sliders.values(), view])
    version = {"version_major": 2, "version_minor": 0}
    return {WIDGET_VIEW: version | {"model_id": box.model_id}}
