"""Numbers that the prose of a page quotes, formatted where they are measured."""

from __future__ import annotations

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from lib.checks import nonempty, real_array

GLUE = "application/papermill.record/"


def number(name: str, value: float | int | str, fmt: str) -> None:
    """Let the prose quote `value`, as ``{glue:text}`name```; shows nothing itself.

    Taught in how-we-measure.

    Parameters
    ----------
    name
        What the prose calls it; no ":", which the role reads as a format.
    value
        A finite number, or a string.
    fmt
        A format specification, such as ".2f"; "" for whole numbers and strings.

    Raises
    ------
    ValueError
        If `name` is empty or holds a ":", or `value` is not finite or not one that
        `fmt` can format.
    """
    name = nonempty("name", name)
    if ":" in name:
        raise ValueError(f"name must hold no ':', not {name!r}")
    if not isinstance(value, str):
        real_array("value", value, 0)
        value = getattr(value, "item", lambda: value)()
    try:
        text = format(value, fmt)
    except (TypeError, ValueError) as error:
        raise ValueError(f"fmt {fmt!r} cannot format {value!r}: {error}") from None
    if InteractiveShell.initialized():
        # Quoted, because the role reads a bare 1.20 as a number and prints 1.2.
        display(
            {f"{GLUE}text/plain": repr(text)},
            raw=True,
            metadata={"scrapbook": {"name": name, "mime_prefix": GLUE}},
        )
