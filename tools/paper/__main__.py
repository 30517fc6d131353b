"""Run one figure at the size of its paper: python -m tools.paper FIGURE."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from tools.paper.executors import Timed, executor
from tools.paper.figures import GRIDS, Figure, figures
from tools.paper.machine import device_name, processor
from tools.paper.record import FOLDER, ROOT, Record

KEPT = ROOT / "_build" / "paper"


def main(arguments: list[str] | None = None) -> int:
    """0 if the figure is complete, 1 if it was stopped, 2 if it cannot be run so."""
    options = _parser().parse_args(arguments)
    figure = figures(options.grid, options.precision)[options.figure]
    path = options.to / f"{figure.name}.json"
    try:
        device = device_name(options.device)
        settings = {**figure.settings(), "grid": options.grid}
        seeds = list(figure.seeds)
        record = Record(path, settings, seeds, device, processor(), options.resume)
        with executor(options.executor) as work:
            return _run(figure, record, work, options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\nstopped: --resume goes on from {path}", file=sys.stderr)
        return 1


def _run(
    figure: Figure, record: Record, work: Timed, options: argparse.Namespace
) -> int:
    keys = figure.keys()
    todo = [key for key in keys if not record.has(key)]
    if not todo:
        print(f"{record.path} is complete: {len(keys)} rows")
        return 0
    expected = figure.seconds(todo, options.device)
    print(
        f"{figure.name}, {figure.paper}: {len(todo)} of {len(keys)} rows to run, "
        f"{figure.bound} {_duration(expected)} on one core such as this",
        flush=True,
    )
    start = seen = time.perf_counter()
    cpu = time.process_time() + work.elsewhere
    done = len(keys) - len(todo)
    for rows in figure.rows(todo, work, options.device, options.cache):
        if not rows:
            continue
        now = time.perf_counter()
        # Of this process and, where others compute, of the tasks that are finished.
        cpu_now = time.process_time() + work.elsewhere
        record.add(rows, now - seen, cpu_now - cpu)
        seen, cpu = now, cpu_now
        done += len(rows)
        left = (now - start) * (len(keys) - done) / (done - len(keys) + len(todo))
        for row in rows:
            key = {name: row[name] for name in todo[0]}
            said = ", ".join(f"{name}={value}" for name, value in key.items())
            print(f"row {said}: {done} of {len(keys)}, about {_duration(left)} left")
        sys.stdout.flush()
    print(f"{record.path} is complete")
    return 0


def _duration(seconds: float) -> str:
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.0f} s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.paper",
        description="Run one figure at the size of its paper, or at the largest that "
        "the book's images allow, and keep each finished row in book/results/.",
    )
    parser.add_argument("figure", choices=list(figures("recorded", "highest")))
    parser.add_argument(
        "--executor",
        metavar="processes=N|dask://HOST:PORT",
        help="where to compute; without it, here, on one core",
    )
    parser.add_argument("--device", default="cpu", help="cpu, or cuda")
    parser.add_argument("--precision", default="highest", choices=["highest", "medium"])
    parser.add_argument(
        "--resume", action="store_true", help="go on with a file that is there"
    )
    parser.add_argument(
        "--grid",
        default="recorded",
        choices=GRIDS,
        help="what two cores can record, or all of it",
    )
    parser.add_argument(
        "--to", type=Path, default=FOLDER, metavar="FOLDER", help="of the record"
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=KEPT,
        metavar="FOLDER",
        help="where what is finished of an unfinished row is kept",
    )
    return parser


if __name__ == "__main__":
    torch.set_num_threads(1)
    sys.exit(main())
