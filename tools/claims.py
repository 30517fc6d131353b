"""Test every claim of the book from other root seeds: `python -m tools.claims`.

From several roots, it says of each claim how far the ends of its interval are from its
mean, in standard deviations over the roots.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
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
            f"{mark} {name}: {claim['name']}  measured {_measured(claim)} "
            f"{inside} [{_bound(claim['low'], '-')}, {_bound(claim['high'], '')}]"
        )
    if outcome.errors:
        more = len(outcome.errors) - 1
        follow = f" (and {more} more)" if more else ""
        lines.append(f"FAIL {name}: {outcome.errors[0]}{follow}")
    return [*lines, f"     {name}: {outcome.seconds:.1f} s"]


def margins(name: str, claims: list[dict]) -> str:
    """One line for a claim measured from several roots: how wide its interval is."""
    means = [claim["measured"] for claim in claims]
    mean, sd = statistics.mean(means), statistics.stdev(means)
    ends = []
    for bound, sign in ((claims[0]["low"], -1), (claims[0]["high"], 1)):
        if bound is None:
            ends.append("none")
        elif sd == 0:
            ends.append("at it" if bound == mean else "any number of")
        else:
            ends.append(f"{sign * (bound - mean) / sd:.1f}")
    return (
        f"SPAN {name}: {claims[0]['name']}  mean {mean:.4g} ± {sd:.2g} over "
        f"{len(means)} roots, low end {ends[0]} and high end {ends[1]} sd away"
    )


def _measured(claim: dict) -> str:
    n = len(claim["values"])
    if claim["sd"] is None:
        return f"{claim['measured']:.4g} (n={n})"
    return f"{claim['measured']:.4g} ± {claim['sd']:.2g} (n={n})"


def _bound(value: float | None, sign: str) -> str:
    return f"{sign}inf" if value is None else f"{value:g}"


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
    passed = failed = 0
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
            passed += sum(line.startswith("PASS") for line in lines)
            failed += sum(line.startswith("FAIL") for line in lines)
            root = f"  root {seed}" if len(seeds) > 1 else ""
            print("\n".join(f"{line}{root}" for line in lines), flush=True)
    for (name, _), claims in found.items():
        if len(claims) > 1:
            print(margins(name, claims))
    print(
        f"{passed} claims passed and {failed} failed in {len(chosen)} chapter(s) with "
        f"BOOK_SEED={', '.join(map(str, seeds))}, {time.perf_counter() - start:.0f} s"
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
