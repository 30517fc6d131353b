"""What a figure to play with may show: the values of its sliders, and its texts."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import Any

MOST_FRAMES = 36


def choices_of(values: dict[str, Iterable[Any]]) -> dict[str, list[Any]]:
    """What each slider may be set to, as lists; ValueError, naming a bad one."""
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
        labels = [label(value) for value in choices[name]]
        if not labels or len(set(labels)) < len(labels):
            raise ValueError(f"{name} must list different values, not {labels}")
    count = math.prod(len(listed) for listed in choices.values())
    if count > MOST_FRAMES:
        raise ValueError(f"values may have {MOST_FRAMES} combinations, not {count}")
    return choices


def starting(start: dict[str, Any] | None, choices: dict[str, list[Any]]) -> dict:
    """Where each slider starts: in the middle where `start` does not say."""
    at = {name: listed[len(listed) // 2] for name, listed in choices.items()}
    for name, value in (start or {}).items():
        if name not in choices or value not in choices[name]:
            allowed = choices.get(name, list(choices))
            raise ValueError(f"start[{name!r}] must be among {allowed}, not {value!r}")
        at[name] = choices[name][choices[name].index(value)]
    return at


def alternatives(alt: str, combinations: list[dict[str, Any]]) -> list[str]:
    """The text of each frame; ValueError unless each has one of its own."""
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


def label(value: Any) -> str:
    """How a value is written beside its slider."""
    return value if isinstance(value, str) else format(value, "g")
