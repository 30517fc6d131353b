"""The look of the figures: one size, one set of colours, legible on a phone."""

from __future__ import annotations

from IPython.core.getipython import get_ipython
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from lib.checks import one_of, real_array, same_columns

WIDTH = 5.6
"""Width of a full-width figure, in inches: 11-point text stays legible at 330 px."""


COLOURS = {
    "true": "#3B66EE",
    "random": "#7A2700",
    "train": "#33803A",
    "test": "#9A4FA3",
    "laplace": "#94700A",
    "ep": "#5F1F94",
    "exact": "#1A1A1A",
    "neutral": "#757575",
}
"""What each colour stands for, in every chapter: true and random labels; the training
and the test set; the evidence by Laplace, by EP and exact; anything else. Each keeps a
contrast of 4.5 with the page, in light and in dark mode, and those that meet in a
figure differ to every kind of colour vision."""


RC = {
    "figure.figsize": (WIDTH, 3.6),
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.bbox": None,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.labelsize": 11,
    "xtick.labelsize": 11,
    "ytick.labelsize": 11,
    "legend.fontsize": 11,
    "legend.frameon": False,
    "axes.prop_cycle": plt.cycler(color=list(COLOURS.values())),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.8,
    "image.cmap": "gray_r",
    "svg.fonttype": "path",
    "svg.hashsalt": "why-deep-nets-generalise",
}


def use() -> None:
    """Give every figure drawn from here on the look of the book.

    In a notebook, figures become SVG, whole (not cropped to their ink, so that they
    keep their size) and without the date, so that a rebuild gives the same file. Taught
    in how-we-measure.
    """
    plt.rcParams.update(RC)
    shell = get_ipython()
    if shell is None or "inline" not in plt.get_backend():
        return
    from matplotlib_inline.config import InlineBackend

    config = InlineBackend.instance(parent=shell)
    config.print_figure_kwargs = {"bbox_inches": None, "metadata": {"Date": None}}
    config.figure_formats = {"svg"}


def band(
    ax: Axes, x: ArrayLike, ys: ArrayLike, *, color: str, label: str
) -> tuple[Line2D, PolyCollection]:
    """Draw the mean over seeds, with a band from the least to the greatest.

    Taught in how-we-measure.

    Parameters
    ----------
    ax
        Where to draw.
    x
        Shape [K], increasing.
    ys
        Shape [S, K]: one row per seed.
    color
        A name in `COLOURS`.
    label
        Written at the right end of the line, in its colour, and kept for a legend.

    Raises
    ------
    ValueError
        If a shape is wrong, a value not finite, or the colour unknown.
    """
    x, ys = real_array("x", x, 1), real_array("ys", ys, 2)
    same_columns("ys", ys, "x", len(x))
    color = COLOURS[one_of("color", color, tuple(COLOURS))]
    mean, low, high = ys.mean(axis=0), ys.min(axis=0), ys.max(axis=0)
    shade = ax.fill_between(x, low, high, color=color, alpha=0.2, linewidth=0)
    (line,) = ax.plot(x, mean, color=color, label=label)
    ax.annotate(
        label,
        (x[-1], mean[-1]),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        color=color,
    )
    return line, shade
