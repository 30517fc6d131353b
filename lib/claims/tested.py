"""Tested claims: a sentence, what was measured for it, the interval it must meet."""

from __future__ import annotations

import math
import numbers
import os
import statistics
from types import EllipsisType
from typing import Any

from lib.checks import nonempty, one_of, real_array
from lib.claims.shown import evidence, show
from lib.claims.wording import interval, measurement, spread

KINDS = ("measured", "checked")
"""A measurement, which chance moves, or an identity, which only a bug can break."""
VERDICTS = ("held", "held under conditions", "did not hold", "not settled")
"""What a measurement says of a published claim; the last where it bears neither."""
PAPER_KEYS = ("cite", "figure", "says", "verdict")
EXPLANATIONS = (
    "capacity",
    "evidence",
    "flatness",
    "noise",
    "implicit bias",
    "infinite width",
    "norms and margins",
    "PAC-Bayes",
    "physics",
)
"""Why deep nets generalise, according to one school or another."""
TESTS = ("random labels", "coordinates", "control", "not vacuous", "ranks", "predicts")
"""What the book asks of each explanation: does it tell random labels from true ones,
survive a change of coordinates, survive its control, give a number that is not vacuous,
rank networks, predict what happens when n, ε or the width changes?"""
OUTCOMES = ("passes", "fails", "not settled")


class ClaimFailed(AssertionError):
    """A measurement fell outside the interval that its claim states."""


def claim(
    name: str,
    statement: str,
    measured: Any,
    low: float,
    high: float,
    *,
    kind: str = "measured",
    over: str = "seeds",
    excludes: float | None = None,
    no_effect: float | EllipsisType | None = ...,
    explains: tuple[str, str, str] | None = None,
    paper: dict[str, str] | None = None,
) -> float:
    """Show that the mean of `measured` is in [`low`, `high`], or fail the page.

    Taught in how-we-measure.

    Parameters
    ----------
    name
        What the ledger files the claim under, unique in the book.
    statement
        The sentence, in plain Unicode (λ, ½, B², not TeX): it is read on the page, in
        the ledger and in a terminal, and only the first of them has MathJax.
    measured
        One number, or N of them, shape [N] (array, tensor or list); truth values count
        as 0 and 1.
    low, high
        The interval, in the unit of `measured`; one end may be infinite, and both may
        be the same number where the claim is exact.
    kind
        "checked" for an identity or a theorem, which can fail by a bug alone: shown
        more quietly, counted apart, and no verdict on a paper.
    over
        What N counts, in the plural: "seeds", "training sets", "images".
    excludes
        The value that the opposing sentence predicts, outside the interval.
    no_effect
        The value that the quantity would have were there nothing in the claim (0 for a
        difference, 1 for a ratio), None where there is no such value. To be said where
        `paper` is; "held" is refused where the interval contains it.
    explains
        An explanation, one of `EXPLANATIONS`, that the claim bears on, which of the
        `TESTS` it puts it to, and how that ended, one of `OUTCOMES`.
    paper
        The published claim that this one bears on: bibtex key `cite`, `figure`, what it
        `says`, and the `verdict`, one of `VERDICTS`.

    Returns
    -------
    float
        The mean of `measured`.

    Raises
    ------
    ClaimFailed
        If the mean is outside the interval. The record is displayed first; with
        environment variable `BOOK_CLAIMS` at "collect" it is only displayed.
    ValueError
        If an argument is malformed, `excludes` lies inside the interval, or a verdict
        is one that the interval does not bear.
    """
    name = nonempty("name", name)
    statement = nonempty("statement", statement)
    if "$" in statement or "\\" in statement:
        raise ValueError(f"statement must be plain Unicode, not TeX: {statement!r}")
    values = _values(measured)
    low, high = _bound("low", low), _bound("high", high)
    if low > high or low == math.inf or high == -math.inf:
        raise ValueError(f"low must be at most high, not {low:g} with high {high:g}")
    if math.isinf(low) and math.isinf(high):
        raise ValueError("low or high must be finite: all numbers lie in between")
    if excludes is not None:
        excludes = _bound("excludes", excludes)
        if math.isinf(excludes) or low <= excludes <= high:
            raise ValueError(
                "excludes must be a finite number outside "
                f"{interval(low, high)}, not {excludes:g}"
            )
    one_of("kind", kind, KINDS)
    paper = _paper(paper, kind)
    mean = statistics.mean(values)
    record = {
        "name": name,
        "statement": statement,
        "kind": kind,
        "measured": mean,
        "values": values,
        "sd": spread(values),
        "text": measurement(values, nonempty("over", over)),
        "low": low if math.isfinite(low) else None,
        "high": high if math.isfinite(high) else None,
        "interval": interval(low, high),
        "excludes": excludes,
        "explains": _explains(explains),
        "passed": low <= mean <= high,
        "paper": paper,
    }
    if no_effect is not ...:
        record["no_effect"] = _no_effect(no_effect, low, high, paper)
    show(record)
    if not record["passed"] and os.environ.get("BOOK_CLAIMS") != "collect":
        raise ClaimFailed(
            f"{name}: the mean, {mean:.6g}, is outside the interval "
            f"({evidence(record)}): {statement}"
        )
    return mean


def _values(measured: Any) -> list[float]:
    if isinstance(measured, numbers.Real):
        measured = [measured]
    elif getattr(measured, "ndim", None) == 0:
        measured = measured.reshape(1)
    return real_array("measured", measured, 1).tolist()


def _bound(name: str, value: Any) -> float:
    try:
        bound = float(value)
    except (TypeError, ValueError):
        bound = math.nan
    if math.isnan(bound) or isinstance(value, str | bool):
        raise ValueError(f"{name} must be a number, not {value!r}")
    return bound


def _no_effect(value: Any, low: float, high: float, paper: Any) -> float | None:
    if value is None:
        return None
    value = _bound("no_effect", value)
    if math.isinf(value):
        raise ValueError(f"no_effect must be a finite number or None, not {value:g}")
    if paper and paper["verdict"] == "held" and low <= value <= high:
        raise ValueError(
            f"verdict 'held' is not borne by {interval(low, high)}, which contains "
            f"no_effect={value:g}: narrow it, or say 'not settled'"
        )
    return value


def _explains(given: Any) -> list[str] | None:
    if given is None:
        return None
    if not isinstance(given, tuple | list) or len(given) != 3:
        raise ValueError(
            "explains must be an explanation, a test and an outcome, "
            f"such as ('flatness', 'coordinates', 'fails'), not {given!r}"
        )
    choices = (EXPLANATIONS, TESTS, OUTCOMES)
    return [
        one_of(f"explains[{i}]", value, allowed)
        for i, (value, allowed) in enumerate(zip(given, choices, strict=True))
    ]


def _paper(paper: Any, kind: str) -> dict[str, str] | None:
    if paper is None:
        return None
    if kind == "checked":
        raise ValueError("paper must be left out of what is checked: it is no finding")
    if not isinstance(paper, dict) or set(paper) != set(PAPER_KEYS):
        raise ValueError(
            f"paper must be a dict with keys {', '.join(PAPER_KEYS)}, not {paper!r}"
        )
    one_of("paper['verdict']", paper["verdict"], VERDICTS)
    return {key: nonempty(f"paper[{key!r}]", paper[key]) for key in PAPER_KEYS}
