"""Time and memory of sweeps against what grows: python benchmarks/scale.py.

Three tables and a ratio, on one thread but for the last, in about four minutes:

- 1,000 to 100,000 runs of ten steps: seconds of CPU until the first block begins and in
  all, and the memory that came on top of what importing takes;
- CPU time of a step against the width of the network, the size of the training set and
  the batch size, each with the others left alone;
- how much faster two worker processes are than one.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import torch

from lib.data.digits import Split
from lib.ensemble import Run, schedule, stream_ensemble, sweep, train_ensemble
from tools.paper.machine import processor

RUNS = (1000, 10_000, 100_000)
WIDTHS = (16, 64, 256, 1024)
TRAIN = (250, 1000, 4000)
BATCHES = (1, 4, 16, 64, 256)
REPEATS = 5


def images(n_train: int = 1000, n_features: int = 32) -> Split:
    torch.manual_seed(0)
    x, y = torch.rand(n_train + 256, n_features), torch.arange(n_train + 256) % 10
    return Split(x[256:], y[256:], x[:256], y[:256])


def peak_mb() -> float:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def long_sweep(count: int) -> dict:
    """What a sweep of so many runs took, in a process that does nothing else."""
    data = images()
    # What the first products take of memory is no part of a sweep's.
    train_ensemble([Run()], data, steps=1, eval_at=[1], progress=False)
    before, start = peak_mb(), time.process_time()
    runs = sweep([0.05, 0.1], 0.9, [16, 64], seed=range(count // 4))
    parts = stream_ensemble(runs, data, steps=10, eval_at=[10], progress=False)
    listed, planned, done = peak_mb(), None, 0
    train_block = schedule.train_block

    def watched(*given):
        nonlocal planned
        planned = planned or time.process_time() - start
        return train_block(*given)

    schedule.train_block = watched
    for part in parts:
        done += len(part.runs)
    assert done == count
    return {
        "planned": planned,
        "seconds": time.process_time() - start,
        "list": listed - before,
        "peak": peak_mb() - before,
    }


def step_us(width: int = 64, n_train: int = 1000, size: int = 16) -> float:
    """CPU microseconds of a step of one network, setting up and scoring left out."""
    data = images(n_train)
    runs = sweep(0.1, 0.9, size, n_train, 0.0, range(64))
    options = dict(hidden=(width,), eval_at=[0], progress=False)
    long = max(8, 6_000_000 // (64 * (size + 8) * (width + 16)))

    def spent(steps: int) -> float:
        start = time.process_time()
        train_ensemble(runs, data, steps=steps, **options)
        return time.process_time() - start

    spent(4)
    once = [spent(5 * long) - spent(long) for _ in range(REPEATS)]
    return statistics.median(once) / (4 * long) / len(runs) * 1e6


def two_processes() -> float:
    """How many times as fast two worker processes are as one, both already started."""
    data = images()
    runs = sweep([0.05, 0.1], 0.9, 16, 1000, 0.0, range(256))
    options = dict(steps=1500, eval_at=[1500], progress=False)
    spawn = multiprocessing.get_context("spawn")
    walls: list[list[float]] = [[], []]
    with ProcessPoolExecutor(1, spawn) as one, ProcessPoolExecutor(2, spawn) as two:
        for repeat in range(REPEATS + 1):
            for pool, wall in zip((one, two), walls, strict=True):
                start = time.perf_counter()
                train_ensemble(runs, data, executor=pool, **options)
                # The first time starts the processes.
                if repeat:
                    wall.append(time.perf_counter() - start)
    return statistics.median(a / b for a, b in zip(*walls, strict=True))


def main() -> None:
    torch.set_num_threads(1)
    print(f"{processor()}; PyTorch {torch.__version__}\n")
    print("| runs | CPU-s to plan | CPU-s in all | MB for the list | MB at the peak |")
    print("|---|---|---|---|---|")
    for count in RUNS:
        command = [sys.executable, __file__, str(count)]
        said = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(said.stdout)
        print(
            f"| {count:,} | {row['planned']:.2f} | {row['seconds']:.1f} "
            f"| {row['list']:.0f} | {row['peak']:.0f} |",
            flush=True,
        )
    for name, values, keyword in (
        ("width", WIDTHS, "width"),
        ("N", TRAIN, "n_train"),
        ("B", BATCHES, "size"),
    ):
        print(f"\n| {name} | " + " | ".join(f"{value:,}" for value in values) + " |")
        print("|---" * (len(values) + 1) + "|")
        times = [step_us(**{keyword: value}) for value in values]
        print(
            "| µs a step | " + " | ".join(f"{t:.3g}" for t in times) + " |", flush=True
        )
    print(
        f"\ntwo processes over one: {two_processes():.2f} by the clock, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, this included"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(long_sweep(int(sys.argv[1]))))
    else:
        main()
