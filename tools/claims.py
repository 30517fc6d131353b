"""Test every claim of the book from other root seeds: `python -m tools.claims`.

From several roots it ends with a table, thinnest first: how far the ends of each
claim's interval are from its mean, in standard deviations over the roots, and how many
failures that lets expect in a hundred roots.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import jupytext
import nbformat

from tools import kernel
from tools.book import Book
from tools.margins import margin, table
from tools.notebooks import has_code

CELL_SECONDS = 1200


class Outcome(NamedTuple):
    """What one chapter gave: its claims, what went wrong, how long it took."""

    claims: list[dict]
    errors: list[str]
    seconds: float


def chapters(root: Path) -> dict[str, Path]:
    """The pages of `root/_toc.yml` that have code cells, by name without `book/`."""
    book = Book(root)
    return {
        page.removeprefix("book/"): book.source(page)
        for page in book.pages
        if book.source(page).is_file() and has_code(book.source(page))
    }


def run(path: Path, seed: int, root: Path) -> Outcome:
    """Execute one chapter from root `seed`, to its end whatever happens on the way.

    It runs in an empty temporary folder, with one thread and with the `lib` of the book
    in the folder `root`.
    """
    notebook = jupytext.read(path)
    ran = kernel.run(
        notebook,
        root,
        CELL_SECONDS,
        go_on=True,
        BOOK_SEED=str(seed),
        BOOK_CLAIMS="collect",
    )
    errors = [] if ran.failure is None else [ran.failure]
    claims = [
        output.metadata["book_claim"]
        for output in _outputs(notebook)
        if "book_claim" in output.get("metadata", {})
    ]
    errors += [
        f"{output.ename}: {output.evalue}"
        for output in _outputs(notebook)
        if output.output_type == "error"
    ]
    asks = any(re.search(r"\bclaim\(", cell.source) for cell in _code(notebook))
    if asks and not claims and not errors:
        errors.append("its code cells call claim(), but left no record of a claim")
    return Outcome(claims, errors, ran.seconds)


def _code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _outputs(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    for cell in _code(notebook):
        # A cell that shows an error to the reader is meant to end in one.
        if "raises-exception" not in cell.metadata.get("tags", []):
            yield from cell.get("outputs", [])


def report(name: str, outcome: Outcome) -> list[str]:
    """One line for each claim of a chapter, for what went wrong, and for the time."""
    lines = []
    for claim in outcome.claims:
        mark, inside = ("PASS", "in") if claim["passed"] else ("FAIL", "not in")
        lines.append(
            f"{mark} {name}: {claim['name']}  measured {claim['text']} "
            f"{inside} {claim['interval']}"
        )
    if outcome.errors:
        more = len(outcome.errors) - 1
        follow = f" (and {more} more)" if more else ""
        lines.append(f"FAIL {name}: {outcome.errors[0]}{follow}")
    return [*lines, f"     {name}: {outcome.seconds:.1f} s"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command in the book's root folder; 1 if anything failed, else 0."""
    options = _parser().parse_args(arguments)
    known = chapters(Path.cwd())
    chosen = [name.removeprefix("book/") for name in options.chapter or known]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        print(
            f"there is no chapter {', '.join(unknown)}; there is {', '.join(known)}",
            file=sys.stderr,
        )
        return 1
    seeds = options.seeds or [options.seed]
    start = time.perf_counter()
    passed = failed = checked = 0
    found: dict[tuple[str, str], list[dict]] = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {
            pool.submit(run, known[name], seed, Path.cwd()): (name, seed)
            for seed in seeds
            for name in chosen
        }
        for future in as_completed(futures):
            (name, seed), outcome = futures[future], future.result()
            for claim in outcome.claims:
                found.setdefault((name, claim["name"]), []).append(claim)
            lines = report(name, outcome)
            checked += sum(c["kind"] == "checked" for c in outcome.claims)
            passed += sum(line.startswith("PASS") for line in lines)
            failed += sum(line.startswith("FAIL") for line in lines)
            root = f"  root {seed}" if len(seeds) > 1 else ""
            print("\n".join(f"{line}{root}" for line in lines), flush=True)
    repeated = [margin(name, c) for (name, _), c in found.items() if len(c) > 1]
    if repeated:
        print("\n".join(table(repeated)))
    identities = f" ({checked} of them identities)" if checked else ""
    print(
        f"{passed} claims passed and {failed} failed{identities} in "
        f"{len(chosen)} chapter(s) with BOOK_SEED={', '.join(map(str, seeds))}, "
        f"{time.perf_counter() - start:.0f} s"
    )
    return 1 if failed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools.claims", description=__doc__)
    parser.add_argument(
        "--seed",
        type=_seed,
        default=os.environ.get("BOOK_SEED") or "0",
        help="the root seed, a whole number >= 0 (default: BOOK_SEED, or 0)",
    )
    parser.add_argument(
        "--seeds", type=_seeds, help="several root seeds in place of one: 7,8,9"
    )
    parser.add_argument(
        "--chapter",
        action="append",
        help="a chapter to run, such as evidence or exercises/evidence (default: all)",
    )
    return parser


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"must be a whole number >= 0, not {text!r}")
    return int(text)


def _seeds(text: str) -> list[int]:
    return list(dict.fromkeys(map(_seed, text.split(","))))


if __name__ == "__main__":
    sys.exit(main())
