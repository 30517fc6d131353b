"""A table of what others said, and of what settles it: what the directive takes.

A list in YAML, in the order of the texts::

    - says: nets fit shuffled labels
      by: essay
      claims: [labels-all-fitted]
      verdict: held
    - says: depth is explained by compression
      by: comment
      verdict: open
      why: nobody says how to measure it

`claims` are names of tested claims, to which the table leads, and `why` is a phrase in
MyST; one of the two is there.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import NamedTuple

import yaml

VERDICTS = ("held", "held under conditions", "did not hold", "not settled", "open")
"""Those of claims, and *open*: not measured in this book."""
KEYS = ("says", "by", "claims", "verdict", "why")


class Statement(NamedTuple):
    """What was said, by which text, the claims that settle it, verdict, and why."""

    says: str
    by: str
    claims: tuple[str, ...]
    verdict: str
    why: str


def statements(body: str) -> list[Statement]:
    """The statements of a directive's body.

    Raises
    ------
    ValueError
        If it is no such list, or one of them is malformed; which, and what is allowed.
    """
    try:
        entries = yaml.safe_load(body)
    except yaml.YAMLError as error:
        raise ValueError(f"statements: no YAML: {error}") from error
    if not isinstance(entries, list) or not entries:
        raise ValueError("statements: must be a list, each with says, by and verdict")
    return [_statement(place, entry) for place, entry in enumerate(entries, 1)]


def table(body: str) -> str:
    """MyST for the statements: how many there are of each verdict, then text by text.

    Raises
    ------
    ValueError
        As `statements`.
    """
    rows = statements(body)
    found = Counter(row.verdict for row in rows)
    counts = ", ".join(f"{found[v]} {v}" for v in VERDICTS if found[v])
    lines = [f"{len(rows)} statements: {counts}.", ""]
    numbered = enumerate(rows, 1)
    for by, group in groupby(numbered, key=lambda pair: pair[1].by):
        lines += [f"**{by[0].upper()}{by[1:]}**", ""]
        lines += ["| No. | It says | Settled by | Verdict |", "|--:|:--|:--|:--|"]
        lines += [_line(number, row) for number, row in group]
        lines += [""]
    return "\n".join(lines)


def _line(number: int, row: Statement) -> str:
    settled = ", ".join(f"{{claim}}`{name}`" for name in row.claims)
    by = "; ".join(filter(None, (settled, row.why)))
    cells = (str(number), row.says, by, row.verdict)
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _statement(place: int, entry: object) -> Statement:
    where = f"statements: number {place}"
    if not isinstance(entry, dict):
        raise ValueError(f"{where} must have says, by and verdict, not {entry!r}")
    if strange := [key for key in entry if key not in KEYS]:
        raise ValueError(f"{where} has {strange[0]!r}, which is none of {KEYS}")
    for key in ("says", "by", "verdict"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise ValueError(f"{where} must say {key}, not {entry.get(key)!r}")
    if entry["verdict"] not in VERDICTS:
        raise ValueError(
            f"{where}: the verdict must be one of {VERDICTS}, not {entry['verdict']!r}"
        )
    claims, why = entry.get("claims", []), entry.get("why", "")
    if not isinstance(claims, list) or not all(isinstance(c, str) for c in claims):
        raise ValueError(f"{where}: claims must be a list of names, not {claims!r}")
    if not isinstance(why, str):
        raise ValueError(f"{where}: why must be a phrase, not {why!r}")
    if not claims and not why:
        raise ValueError(f"{where} must name claims or say why")
    said = (" ".join(entry[key].split()) for key in ("says", "by", "verdict"))
    says, by, verdict = said
    return Statement(says, by, tuple(claims), verdict, " ".join(why.split()))
