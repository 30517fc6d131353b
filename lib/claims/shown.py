"""A claim as a page shows it: sentence and verdict, and behind them the figures."""

from __future__ import annotations

import html
import re
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display


def evidence(record: dict[str, Any]) -> str:
    """What was measured for a claim, where it must lie, and what was set against it."""
    parts = [f"measured {record['text']}", f"must lie in {record['interval']}"]
    if record["excludes"] is not None:
        parts.append(f"the opposing sentence predicts {record['excludes']:g}")
    if record.get("no_effect") is not None:
        parts.append(f"no effect would be {record['no_effect']:g}")
    return "; ".join(parts).replace("-", "−")


def show(record: dict[str, Any]) -> None:
    """Display a record, so that it can be read where it is and found by the ledger."""
    passed, checked = record["passed"], record["kind"] == "checked"
    mark = ("≡" if checked else "✓") if passed else "✗"
    verdict = record["paper"]["verdict"] if record["paper"] else ""
    plain = f"{mark} {record['statement']} ({evidence(record)})"
    if verdict:
        plain += f" [{verdict}]"
    if not InteractiveShell.initialized():
        print(plain)
        return
    classes = ["claim", *["checked"] * checked, *["failed"] * (not passed)]
    said = f' <span class="verdict">{html.escape(verdict)}</span>' if verdict else ""
    name = re.sub(r"[^\w-]+", "-", record["name"])
    sentence, figures = map(html.escape, (record["statement"], evidence(record)))
    line = (
        f'<details class="{" ".join(classes)}" id="claim-{name}"><summary>'
        f'<span class="claim-mark">{mark}</span> {sentence}{said}'
        f"</summary><p>{figures}</p></details>"
    )
    display(
        {"text/html": line, "text/plain": plain},
        raw=True,
        metadata={"book_claim": record},
    )
