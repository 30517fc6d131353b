"""What the sweep engine saves: python benchmarks/sweep.py, under five minutes.

Against what a reader would write, side by side in one run, in CPU time per network and
step on one thread:

(a) a DataLoader, an nn.Sequential and torch.optim.SGD, one network at a time;
(b) the same with batches taken by index instead of a DataLoader;
(c) torch.func: stack_module_state, vmap(grad), and SGD on the stacked weights.

Each is asked for the same: make the networks, train them for so many steps, give the
accuracies on their 1000 training and on 256 test images. Numbers are medians of repeats
in which all four take turns, so that a busy machine disturbs them alike.
"""

from __future__ import annotations

import itertools
import math
import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor

import torch
from torch import nn
from torch.func import functional_call, grad, stack_module_state, vmap
from torch.utils.data import DataLoader, TensorDataset

from lib.data.digits import Split
from lib.ensemble.settings import sweep
from lib.ensemble.train import train_ensemble

N_TRAIN, N_TEST, REPEATS = 1000, 256, 5
TOY, PAPER = (32, 64, 10), (784, 800, 10)
# Sizes, batch size, networks in the sweep, steps.
CASES = [
    (TOY, 1, 64, 2000),
    (TOY, 16, 64, 1000),
    (TOY, 64, 64, 1000),
    (TOY, 256, 32, 200),
    (PAPER, 1, 8, 300),
    (PAPER, 16, 8, 200),
    (PAPER, 256, 4, 30),
]
TARGETS = {(TOY, 1): 30, (TOY, 16): 30, (TOY, 64): 20, (PAPER, 1): 2, (PAPER, 16): 2}


def images(n_features: int) -> Split:
    torch.manual_seed(0)
    x = torch.rand(N_TRAIN + N_TEST, n_features)
    y = torch.arange(len(x)) % 10
    return Split(x[:N_TRAIN], y[:N_TRAIN], x[N_TRAIN:], y[N_TRAIN:])


def network(sizes: tuple[int, ...]) -> nn.Sequential:
    n_in, hidden, n_out = sizes
    return nn.Sequential(nn.Linear(n_in, hidden), nn.ReLU(), nn.Linear(hidden, n_out))


def accuracy(logits: torch.Tensor, y: torch.Tensor) -> list[float]:
    return (logits.argmax(-1) == y).double().mean(-1).tolist()


def loop(
    sizes: tuple, size: int, momentum: float, steps: int, data: Split, loader: bool
) -> list:
    """(a), or (b) without a loader: the two accuracies of one network."""
    net = network(sizes)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=momentum)
    rows = TensorDataset(data.x_train, data.y_train)

    def by_loader():
        while True:
            yield from DataLoader(rows, batch_size=size, shuffle=True)

    def by_index():
        while True:
            index = torch.randint(0, N_TRAIN, (size,))
            yield data.x_train[index], data.y_train[index]

    for x, y in itertools.islice(by_loader() if loader else by_index(), steps):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    with torch.no_grad():
        return [accuracy(net(x), y) for x, y in (data[:2], data[2:])]


def by_torch_func(
    sizes: tuple, size: int, momentum: float, steps: int, data: Split, runs: int
) -> list:
    """(c): the two accuracies of each of the networks, trained at once."""
    base = network(sizes).to("meta")
    params, buffers = stack_module_state([network(sizes) for _ in range(runs)])
    params = {name: p.detach() for name, p in params.items()}
    velocity = {name: torch.zeros_like(p) for name, p in params.items()}

    def predict(params, buffers, x):
        return functional_call(base, (params, buffers), (x,))

    def loss(params, buffers, x, y):
        return nn.functional.cross_entropy(predict(params, buffers, x), y)

    gradient = vmap(grad(loss))
    for _ in range(steps):
        index = torch.randint(0, N_TRAIN, (runs, size))
        g = gradient(params, buffers, data.x_train[index], data.y_train[index])
        for name, p in params.items():
            if momentum:
                g[name] = velocity[name].mul_(momentum).add_(g[name])
            p.add_(g[name], alpha=-0.1)
    everywhere = vmap(predict, in_dims=(0, 0, None))
    return [
        accuracy(everywhere(params, buffers, x), y) for x, y in (data[:2], data[2:])
    ]


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def peaks() -> tuple[float, float]:
    """Best matmul, flop/s, and copy, bytes/s, of this machine on one thread."""
    a = torch.rand(1024, 1024)
    out = torch.empty_like(a)
    long = torch.rand(2**24)
    to = torch.empty_like(long)
    matmul = min(cpu_seconds(lambda: torch.mm(a, a, out=out)) for _ in range(30))
    copy = min(cpu_seconds(lambda: to.copy_(long)) for _ in range(30))
    return 2 * 1024**3 / matmul, 2 * 4 * len(long) / copy


def work_of(sizes: tuple, size: int, momentum: float) -> tuple[float, float]:
    """Flop, and bytes of weights read and written, in a step of one network."""
    n_in, hidden, n_out = sizes
    weights = (n_in + 1) * hidden + (hidden + 1) * n_out
    # Forward, gradients, and back through the last layer.
    flop = 2 * size * (2 * weights + hidden * n_out)
    # Read forward, read and written in the update; with momentum, that of the velocity,
    # which is then read once more.
    return flop, 4 * weights * (6 if momentum else 3)


def compare(case: tuple, momentum: float, peak: tuple[float, float]) -> None:
    """Print one row of the table."""
    sizes, size, runs, steps = case
    data = images(sizes[0])
    settings = sweep(0.1, momentum, size, N_TRAIN, 0.0, range(runs))
    options = dict(hidden=sizes[1:-1], steps=steps, eval_at=[steps], progress=False)
    common = (sizes, size, momentum, steps, data)
    share = {  # Work, and how many networks are trained in it.
        "ours": (lambda: train_ensemble(settings, data, **options), runs),
        "a": (lambda: loop(*common, True), 1),
        "b": (lambda: loop(*common, False), 1),
        "c": (lambda: by_torch_func(*common, runs // 4), runs // 4),
    }
    times: dict[str, list[float]] = {name: [] for name in share}
    for _ in range(REPEATS):
        for name, (work, count) in share.items():
            times[name].append(cpu_seconds(work) / count / steps)
    ours = statistics.median(times["ours"])
    ratios = [
        statistics.median(x / y for x, y in zip(times[k], times["ours"], strict=True))
        for k in "abc"
    ]
    flop, moved = work_of(sizes, size, momentum)
    target = TARGETS.get((sizes, size))
    verdict = f">= {target}: {answer(ratios[0] >= target)}" if target else ""
    print(
        f"{'-'.join(map(str, sizes)):>11} {size:4d} {momentum:4.1f} {ours * 1e6:9.1f}"
        f" {ratios[0]:8.1f} {ratios[1]:7.1f} {ratios[2]:7.1f}"
        f" {flop / ours / peak[0]:8.0%} {moved / ours / peak[1]:8.0%}   {verdict}",
        flush=True,
    )


def answer(met: bool) -> str:
    return "yes" if met else "NO"


def timed(function: Callable, *args) -> tuple[object, float]:
    """What the function returns, and the CPU seconds of the process that it took."""
    start = time.process_time()
    return function(*args), time.process_time() - start


class Timed(Executor):
    """A process pool that adds up the CPU seconds of its tasks."""

    def __init__(self, workers: int):
        spawn = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(workers, spawn)
        self.seconds = 0.0

    def submit(self, function, /, *args):
        """Have the pool do it, and add what it took to `seconds`."""
        outer: Future = Future()

        def done(inner: Future) -> None:
            result, seconds = inner.result()
            self.seconds += seconds
            outer.set_result(result)

        self.pool.submit(timed, function, *args).add_done_callback(done)
        return outer


def two_processes() -> None:
    """Print how much faster two worker processes are than one, both already started."""
    data = images(32)
    settings = sweep([0.05, 0.1], 0.9, 16, N_TRAIN, 0.0, range(128))
    options = dict(steps=1500, eval_at=[1500], progress=False)
    pools = [Timed(1), Timed(2)]
    walls: list[list[float]] = [[], []]
    used: list[list[float]] = [[], []]
    for repeat in range(REPEATS + 1):
        for pool, wall, cpu in zip(pools, walls, used, strict=True):
            start, before = time.perf_counter(), pool.seconds
            train_ensemble(settings, data, executor=pool, **options)
            # The first time starts the processes.
            if repeat:
                wall.append(time.perf_counter() - start)
                cpu.append(pool.seconds - before)
    for pool in pools:
        pool.pool.shutdown()
    clock = statistics.median(one / two for one, two in zip(*walls, strict=True))
    cpu = statistics.median(2 * one / two for one, two in zip(*used, strict=True))
    print(
        f"\ntwo processes over one: {clock:.2f} by the clock; by CPU time, which is"
        f"\nwhat two free cores would give, {cpu:.2f}   >= 1.7: {answer(cpu >= 1.7)}"
        f"\n{os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}, this included"
    )


def main() -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    start = time.perf_counter()
    peak = peaks()
    print(
        f"peaks of one core: matmul {peak[0] / 1e9:.0f} Gflop/s, "
        f"copy of 64 MB {peak[1] / 1e9:.1f} GB/s\n"
    )
    print(
        f"{'network':>11} {'B':>4} {'m':>4} {'us/step':>9} {'over (a)':>8} {'(b)':>7}"
        f" {'(c)':>7} {'matmul':>8} {'memory':>8}   over (a)"
    )
    for case in CASES:
        for momentum in (0.0, 0.9):
            compare(case, momentum, peak)
    print(
        "us/step: CPU time per network and step, of the whole call. matmul, memory: the"
        "\nfraction of the peaks above; weights that stay in the cache can exceed 100%."
    )
    two_processes()
    print(f"{math.ceil(time.perf_counter() - start)} s in all")


if __name__ == "__main__":
    main()
