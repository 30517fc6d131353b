"""How far the ends of a claim's interval are from its mean, over several roots."""

from __future__ import annotations

import math
import statistics
from typing import NamedTuple

# Roots from which failures are foretold, and standard deviations that are enough.
ENOUGH, ROOMY = 8, 5


class Margin(NamedTuple):
    """A claim measured from several roots, and how wide its interval is.

    Distances of the ends from the mean are in standard deviations over the roots;
    infinite where the claim cannot fail on that side.
    """

    name: str
    mean: float
    sd: float
    roots: int
    low: float
    high: float

    @property
    def nearest(self) -> float:
        """The distance of the nearer end."""
        return min(self.low, self.high)

    @property
    def failures(self) -> float:
        """How many of a hundred roots are expected to fail, by the normal tail."""
        return sum(50 * math.erfc(end / math.sqrt(2)) for end in (self.low, self.high))


def margin(page: str, claims: list[dict]) -> Margin:
    """Of one claim, by its records from two roots or more.

    A claim that is the same from every root does not fail. Nor does one fail at an end
    that the quantity cannot pass: 0 or 1, where no single value from any root does.
    """
    means = [claim["measured"] for claim in claims]
    values = [value for claim in claims for value in claim["values"]]
    mean, sd = statistics.mean(means), statistics.stdev(means)
    ends = []
    for bound, sign in ((claims[0]["low"], -1), (claims[0]["high"], 1)):
        stops = bound in (0, 1) and all(sign * (bound - v) >= 0 for v in values)
        if bound is None or sd == 0 or stops:
            ends.append(math.inf)
        else:
            ends.append(sign * (bound - mean) / sd)
    return Margin(f"{page}: {claims[0]['name']}", mean, sd, len(means), *ends)


def table(margins: list[Margin]) -> list[str]:
    """The margins, thinnest first, and how many failures they let expect."""
    margins = sorted(margins, key=lambda m: m.nearest)
    width = max(len(m.name) for m in margins)
    lines = [
        f"{'claim':{width}}  {'mean ± sd over roots':>24}  {'low':>6} {'high':>6}"
        "  sd from the mean to the end"
    ]
    for m in margins:
        ends = " ".join(f"{'-' if math.isinf(e) else f'{e:.1f}':>6}" for e in m[-2:])
        lines.append(f"{m.name:{width}}  {f'{m.mean:.4g} ± {m.sd:.2g}':>24}  {ends}")
    counted = [m for m in margins if m.roots >= ENOUGH]
    if not counted:
        lines.append(
            f"failures are not foretold from fewer than {ENOUGH} roots: "
            "the standard deviations are too uncertain"
        )
        return lines
    expected = sum(m.failures for m in counted)
    thin = sum(m.nearest < ROOMY for m in counted)
    lines.append(
        f"{expected:.1f} failures to be expected in a hundred roots of these "
        f"{len(counted)} claims, by the normal tail; {thin} of them have an end nearer "
        f"than {ROOMY} sd"
    )
    return lines
