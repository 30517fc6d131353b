"""What can be run, by name; each in the grid that two cores record, and in full."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import as_completed
from pathlib import Path
from typing import NamedTuple

from tools.paper import completion, networks
from tools.paper.executors import Timed
from tools.paper.sweeps import Point, Sweep

GRIDS = ("recorded", "full")
_SMITH = "Smith & Le (2018), figure "
# Lengths of the two trials that say how long it will take.
_TRIAL = (1, 3)


class Singles(NamedTuple):
    """A figure of which each row is a task: a combination of `axes`, and a seed.

    `row` computes it from its key and `fixed`, of which the item `length` says how long
    it goes on, or at most.
    """

    name: str
    paper: str
    axes: dict[str, tuple]
    seeds: tuple[int, ...]
    fixed: dict
    row: Callable[[dict, dict], dict]
    length: str
    bound: str = "at most"

    def settings(self) -> dict:
        """All that the numbers depend on, as it is written into the record."""
        return {"figure": self.name, "paper": self.paper, **self.axes, **self.fixed}

    def keys(self) -> list[dict]:
        """Of each row, in order, what tells it from the others."""
        return [
            {**dict(zip(self.axes, values, strict=True)), "seed": seed}
            for values in itertools.product(*self.axes.values())
            for seed in self.seeds
        ]

    def seconds(self, keys: list[dict], device: str) -> float:
        """How long these rows take one core at most, by trials that are cut short."""
        total = 0.0
        alike = Counter(tuple(key[name] for name in self.axes) for key in keys)
        for values, count in alike.items():
            key = {**dict(zip(self.axes, values, strict=True)), "seed": self.seeds[0]}
            spent = []
            for length in _TRIAL:
                start = time.perf_counter()
                self.row(key, self.fixed | {self.length: length})
                spent.append(time.perf_counter() - start)
            # The difference is the length alone; the rest is setting up and measuring.
            each = max(0.0, spent[1] - spent[0]) / (_TRIAL[1] - _TRIAL[0])
            total += count * (spent[0] + each * self.fixed[self.length])
        return total

    def rows(
        self, keys: list[dict], work: Timed, device: str, cache: Path
    ) -> Iterator[list[dict]]:
        """The rows with these keys, each as it is finished."""
        if device != "cpu":
            raise ValueError(f"{self.name} is computed on CPU: leave out --device")
        if work.here:
            # One by one, so that what is finished is given before the next begins.
            for key in keys:
                yield [work.submit(self.row, key, self.fixed).result()]
            return
        tasks = [work.submit(self.row, key, self.fixed) for key in keys]
        try:
            for task in as_completed(tasks):
                yield [task.result()]
        finally:
            for task in tasks:
                task.cancel()


Figure = Sweep | Singles


def figures(grid: str, precision: str) -> dict[str, Figure]:
    """All figures in one of the `GRIDS`, by name."""
    full = grid == "full"
    fine = 13 if full else 7
    many = tuple(range(10 if full else 3))

    def sweep(name: str, by: str, points: list[Point], **other) -> Sweep:
        given = dict(seeds=many, pool=2000, n_test=3000) | other
        points = tuple(points)
        return Sweep(name, _SMITH + name[3:], by, points, precision=precision, **given)

    return {
        figure.name: figure
        for figure in (
            sweep(
                "fig3",
                "B",
                [Point(size, 0.16, 0.9, 1000, (size,)) for size in (30, 1000)],
                sampling="without",
                eval_at=tuple(_about(1, 10_000, 33)),
            ),
            sweep(
                "fig4",
                "lr",
                [Point(0.16, 0.16, 0.9, 1000, tuple(_about(8, 1000, 2 * fine - 1)))],
                eval_at=(100, 300, 1000, 3000, 10_000),
            ),
            sweep(
                "fig5",
                "lr",
                [
                    Point(lr, lr, 0.9, 1000, _peak(300 * lr, fine))
                    for lr in (0.02, 0.04, 0.08, 0.16, 0.32)
                ],
            ),
            sweep(
                "fig6",
                "n_train",
                [
                    Point(n, 0.16, 0.9, n, _peak(0.048 * n, fine))
                    for n in (250, 500, 1000, 2000, 4000)
                ],
                pool=4000,
                n_test=1000,
            ),
            sweep(
                "fig7",
                "momentum",
                [
                    Point(1 - 1 / gain, 0.2, 1 - 1 / gain, 1000, _peak(6 * gain, fine))
                    for gain in (1, 2, 4, 8, 16)
                ],
            ),
            Singles(
                "corruption",
                "Zhang et al. (2017), figure 1",
                {"fraction": tuple(i / (20 if full else 10) for i in _to(full))},
                many,
                dict(
                    n_train=4000,
                    n_test=1000,
                    hidden=(512,),
                    lr=0.05,
                    momentum=0.9,
                    batch_size=64,
                    max_epochs=300,
                ),
                networks.corruption,
                "max_epochs",
            ),
            Singles(
                "keskar",
                "Keskar et al. (2017), table 3",
                {},
                many,
                dict(
                    n_train=4000,
                    n_test=1000,
                    hidden=(512, 512),
                    optimizer="adam",
                    lr=1e-3,
                    batch_size=(16, 400),
                    target_loss=(0.01, 0.001),
                    max_epochs=300,
                ),
                networks.keskar,
                "max_epochs",
            ),
            Singles(
                "completion",
                "Arora et al. (2019), figure 1",
                {"depth": (2, 3, 4), "observed": (2000, 5000)},
                many,
                dict(size=100, rank=5, norm=100, start=1e-3, steps=10_000),
                completion.row,
                "steps",
            ),
            Singles(
                "measures",
                "Jiang et al. (2020)",
                {
                    "width": (64, 256, 800) if full else (64, 256),
                    "depth": (1, 2, 3),
                    "lr": (0.02, 0.06),
                    "batch_size": (32, 128),
                },
                many,
                dict(
                    n_train=4000,
                    n_test=1000,
                    momentum=0.9,
                    target_loss=0.01,
                    max_epochs=300,
                ),
                networks.measures,
                "max_epochs",
            ),
        )
    }


def _to(full: bool) -> range:
    return range(21 if full else 11)


def _peak(best: float, count: int) -> tuple[int, ...]:
    """Batch sizes about the best one, a factor of 5 to either side."""
    return tuple(_about(best / 5, best * 5, count))


def _about(low: float, high: float, count: int) -> list[int]:
    """Whole numbers that are even in their logarithm, up to rounding; none twice."""
    ratio = (high / low) ** (1 / (count - 1))
    return sorted({max(1, round(low * ratio**i)) for i in range(count)})
