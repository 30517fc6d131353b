"""Sentences that fail the page when the numbers do not bear them.

Taught in how-we-measure, used by every page::

    claim("gap", "Small batches generalise better", differences, 0.5, 3,
          over="training sets", excludes=0, no_effect=0)

In order: `tested` (the claim, refused if it is malformed), `wording` (the text of a
measurement, made once for the page, the ledger and the terminal), `shown` (how a page
shows it), `quoted` (numbers that the prose quotes).
"""

from lib.claims.quoted import number
from lib.claims.tested import (
    EXPLANATIONS,
    KINDS,
    OUTCOMES,
    TESTS,
    VERDICTS,
    ClaimFailed,
    claim,
)

__all__ = [
    "EXPLANATIONS",
    "KINDS",
    "OUTCOMES",
    "TESTS",
    "VERDICTS",
    "ClaimFailed",
    "claim",
    "number",
]
