"""Tested claims: a sentence, what was measured for it, the interval it must meet."""

from __future__ import annotations

import html
import math
import numbers
import os
import statistics
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from lib.checks import one_of, real_array

VERDICTS = ("held", "held under conditions", "did not hold")
PAPER_KEYS = ("cite", "figure", "says", "verdict")
GLUE = "application/papermill.record/"


class ClaimFailed(AssertionError):
    """A measurement fell outside the interval that its claim states."""


def claim(
    name: str,
    statement: str,
    measured: Any,
    low: float,
    high: float,
    *,
    excludes: float | None = None,
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
        One number, or one per seed, shape [S] (array, tensor or list); truth values
        count as 0 and 1.
    low, high
        The interval, in the unit of `measured`; one end may be infinite, and both may
        be the same number where the claim is exact.
    excludes
        The rival value that the interval rules out.
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
        If an argument is malformed, or `excludes` lies inside the interval.
    """
    name = _words("name", name)
    statement = _words("statement", statement)
    if "$" in statement or "\\" in statement:
        raise ValueError(f"statement must be plain Unicode, not TeX: {statement!r}")
    values = _per_seed(measured)
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
                f"{_interval_text(low, high)}, not {excludes:g}"
            )
    mean = statistics.mean(values)
    record = {
        "name": name,
        "statement": statement,
        "measured": mean,
        "values": values,
        "sd": _sd(values),
        "low": low if math.isfinite(low) else None,
        "high": high if math.isfinite(high) else None,
        "excludes": excludes,
        "passed": low <= mean <= high,
        "paper": _paper(paper),
    }
    evidence = (
        f"measured {_measured_text(values)}; interval {_interval_text(low, high)}"
        + ("" if excludes is None else f"; excludes {excludes:g}")
    )
    _show(record, evidence)
    if not record["passed"] and os.environ.get("BOOK_CLAIMS") != "collect":
        raise ClaimFailed(
            f"{name}: the mean, {mean:.6g}, is outside the interval "
            f"({evidence}): {statement}"
        )
    return mean


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
    name = _words("name", name)
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


def _words(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a non-empty string, not {value!r}")
    return value


def _per_seed(measured: Any) -> list[float]:
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


def _paper(paper: Any) -> dict[str, str] | None:
    if paper is None:
        return None
    if not isinstance(paper, dict) or set(paper) != set(PAPER_KEYS):
        raise ValueError(
            f"paper must be a dict with keys {', '.join(PAPER_KEYS)}, not {paper!r}"
        )
    one_of("paper['verdict']", paper["verdict"], VERDICTS)
    return {key: _words(f"paper[{key!r}]", paper[key]) for key in PAPER_KEYS}


def _sd(values: list[float]) -> float | None:
    return statistics.stdev(values) if len(values) > 1 else None


def _measured_text(values: list[float]) -> str:
    mean, sd = statistics.mean(values), _sd(values)
    if sd is None:
        return f"{mean:.4g}"
    decimals = 1 - math.floor(math.log10(sd)) if sd else -1
    if 0 <= decimals <= 6 and abs(mean) < 1e7:
        spread = f"{mean:.{decimals}f} ± {sd:.{decimals}f}"
    else:
        spread = f"{mean:.4g} ± {sd:.2g}"
    return f"{spread} over {len(values)} seeds"


def _interval_text(low: float, high: float) -> str:
    opening = "(−∞" if math.isinf(low) else f"[{low:g}"
    closing = "∞)" if math.isinf(high) else f"{high:g}]"
    return f"{opening}, {closing}"


def _show(record: dict[str, Any], evidence: str) -> None:
    mark = "✓" if record["passed"] else "✗"
    kind = "claim" if record["passed"] else "claim failed"
    plain = f"{mark} {record['statement']} ({evidence})"
    if not InteractiveShell.initialized():
        print(plain)
        return
    line = (
        f'<p class="{kind}">{mark} {html.escape(record["statement"])} '
        f"<span>{evidence}</span></p>"
    )
    display(
        {"text/html": line, "text/plain": plain},
        raw=True,
        metadata={"book_claim": record},
    )
