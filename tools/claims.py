"""Test every claim of the book from another root seed: `python -m tools.claims`."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import jupytext
import nbformat
import yaml
from nbclient import NotebookClient
from traitlets.config import Config

THREADS = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")
CELL_SECONDS = 1200


class Outcome(NamedTuple):
    """What one chapter gave: its claims, what went wrong, how long it took."""

    claims: list[dict]
    errors: list[str]
    seconds: float


def chapters(root: Path) -> dict[str, Path]:
    """The pages of `root/_toc.yml` that have code cells, by name without `book/`."""
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf8"))
    paths = [root / f"{name.removesuffix('.md')}.md" for name in _files(toc)]
    return {
        path.relative_to(root).with_suffix("").as_posix().removeprefix("book/"): path
        for path in paths
        if path.is_file() and "{code-cell}" in path.read_text("utf8")
    }


def _files(toc: object) -> Iterator[str]:
    if isinstance(toc, list):
        for item in toc:
            yield from _files(item)
    elif isinstance(toc, dict):
        for key, value in toc.items():
            if key in ("root", "file"):
                yield value
            else:
                yield from _files(value)


def run(path: Path, seed: int) -> Outcome:
    """Execute one chapter from root `seed`, to its end whatever happens on the way.

    It runs in an empty temporary folder, with one thread, and leaves nothing behind.
    """
    notebook = jupytext.read(path)
    env = os.environ | {f"{name}_NUM_THREADS": "1" for name in THREADS}
    env |= {"BOOK_SEED": str(seed), "BOOK_CLAIMS": "collect"}
    errors = []
    start = time.perf_counter()
    with TemporaryDirectory() as folder, TemporaryDirectory() as sockets:
        # Kernels that start at the same time can be given the same TCP ports.
        files = {"transport": "ipc", "connection_file": f"{sockets}/kernel.json"}
        client = NotebookClient(
            notebook,
            config=Config(KernelManager=files),
            timeout=CELL_SECONDS,
            allow_errors=True,
            resources={"metadata": {"path": folder}},
            store_widget_state=False,
        )
        try:
            client.execute(env=env)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}".strip())
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
    return Outcome(claims, errors, time.perf_counter() - start)


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
    start = time.perf_counter()
    passed = failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {pool.submit(run, known[name], options.seed): name for name in chosen}
        for future in as_completed(futures):
            lines = report(futures[future], future.result())
            passed += sum(line.startswith("PASS") for line in lines)
            failed += sum(line.startswith("FAIL") for line in lines)
            print("\n".join(lines), flush=True)
    print(
        f"{passed} passed and {failed} failed in {len(chosen)} chapter(s) with "
        f"BOOK_SEED={options.seed}, {time.perf_counter() - start:.0f} s"
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
        "--chapter",
        action="append",
        help="a chapter to run, such as evidence or exercises/evidence (default: all)",
    )
    return parser


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"must be a whole number >= 0, not {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
