"""The text of a measurement: one wording for the page, the ledger and the terminal."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence


def spread(values: Sequence[float]) -> float | None:
    """Standard deviation of the values, n - 1 in the denominator; None of one value."""
    return statistics.stdev(values) if len(values) > 1 else None


def measurement(values: Sequence[float], over: str) -> str:
    """Mean and standard deviation of `values`, which stand for so many of `over`.

    The spread has two significant digits, and the mean no more places than it; ± is
    explained beside it.
    """
    mean, sd = statistics.mean(values), spread(values)
    if sd is None:
        return number(mean)
    decimals = 1 - math.floor(math.log10(sd)) if sd else -1
    if 0 <= decimals <= 6 and abs(mean) < 1e7:
        text = f"{mean:.{decimals}f} ± {sd:.{decimals}f}".replace("-", "−")
    else:
        text = f"{number(mean)} ± {sd:.2g}".replace("e-", "e−")
    return f"{text} (mean ± sd of {len(values)} {over})"


def interval(low: float, high: float) -> str:
    """The numbers from `low` to `high`, either of which may be infinite."""
    opening = "(−∞" if math.isinf(low) else f"[{number(low)}"
    closing = "∞)" if math.isinf(high) else f"{number(high)}]"
    return f"{opening}, {closing}"


def number(value: float) -> str:
    """A number to four significant digits, with a true minus sign."""
    return f"{value:.4g}".replace("-", "−")
