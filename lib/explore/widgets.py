"""Figures to play with: sliders that work on a static page and in a live notebook."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
from matplotlib.figure import Figure

from lib.explore.choices import alternatives, choices_of, label, starting
from lib.explore.frames import frame, img, static

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def explore(
    draw: Callable[..., Figure],
    *,
    alt: str,
    start: dict[str, Any] | None = None,
    **values: Iterable[Any],
) -> None:
    """Display the figure that `draw` makes, with a slider for each of its parameters.

    On a static page the sliders choose among frames drawn beforehand, one for every
    combination of values; in a live notebook they call `draw` again. Taught in
    how-we-measure.

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
    choices = choices_of(values)
    combinations = [
        dict(zip(choices, combination, strict=True))
        for combination in itertools.product(*choices.values())
    ]
    at = starting(start, choices)
    alts = alternatives(alt, combinations)
    frames = [frame(draw, combination) for combination in combinations]
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
        img(frame, text, hidden=i != first)
        for i, (frame, text) in enumerate(zip(frames, alts, strict=True))
    ]
    if not InteractiveShell.initialized():
        print(alts[first])
        return
    bundle = {"text/html": static(images, choices, at), "text/plain": alts[first]}
    display(bundle | _live(draw, alt, images[first], choices, at), raw=True)


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
            options=[(label(choice), choice) for choice in listed],
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
            view.value = img(frame(draw, combination), alt.format(**combination))
        except Exception as error:  # a callback that raises fails without a word
            text = html.escape(f"{type(error).__name__}: {error}")
            view.value = f"<pre>{text}</pre>"

    for slider in sliders.values():
        slider.observe(redraw, "value")
    box = ipywidgets.VBox([*sliders.values(), view])
    version = {"version_major": 2, "version_minor": 0}
    return {WIDGET_VIEW: version | {"model_id": box.model_id}}
