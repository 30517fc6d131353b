"""Figures 3 to 7 of Smith & Le (2018), by the engine, at the size of the paper.

784-800-10 networks on raw pixels, N=1,000, 10,000 steps, momentum 0.9, as published; of
the 5,000 images carried, those that are not trained on are for testing. The learning
rates are five a factor two apart, below the largest that is stable: in short runs with
momentum 0.9, no batch of up to 16 images trained at 0.64, and none of up to 64 at 1.0.
The batch sizes stand about the peak of such short runs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lib.data import mnist
from lib.ensemble import Run, stream_ensemble
from tools.paper.executors import Timed

SCORES = ("train_accuracy", "test_accuracy", "train_loss", "test_loss", "diverged_at")
# Steps of the trial that says how long it will take.
_TRIAL = 24


class Point(NamedTuple):
    """One value of what a figure sweeps, and the settings of its runs there."""

    value: float
    lr: float
    momentum: float
    n_train: int
    batch_size: tuple[int, ...]


class Sweep(NamedTuple):
    """A figure: `by` names what tells its points apart; `eval_at` counts steps.

    A row is one point, one seed and all batch sizes of the point.
    """

    name: str
    paper: str
    by: str
    points: tuple[Point, ...]
    seeds: tuple[int, ...]
    pool: int
    n_test: int
    eval_at: tuple[int, ...] = (1000, 3000, 10_000)
    steps: int = 10_000
    hidden: tuple[int, ...] = (800,)
    sampling: str = "replace"
    precision: str = "highest"
    bound: str = "about"

    def settings(self) -> dict:
        """All that the numbers depend on, as it is written into the record."""
        columns = dict(zip(Point._fields, zip(*self.points, strict=True), strict=True))
        return {
            "figure": self.name,
            "paper": self.paper,
            "by": self.by,
            **columns,
            "images": f"mnist({self.pool}, {self.n_test})",
            **self._how(),
        }

    def keys(self) -> list[dict]:
        """Of each row, in order, what tells it from the others."""
        return [
            {self.by: point.value, "seed": seed}
            for point in self.points
            for seed in self.seeds
        ]

    def seconds(self, keys: list[dict], device: str) -> float:
        """About how long these rows take one core, by a trial of a few steps."""
        return sum(self._trial(members, device) for members in self._groups(keys))

    def rows(
        self, keys: list[dict], work: Timed, device: str, cache: Path
    ) -> Iterator[list[dict]]:
        """The rows with these keys, as they are finished, one or several at a time.

        Batch sizes that are finished, of a row that is not, are kept in `cache`.
        """
        data = mnist(self.pool, self.n_test)
        # The seeds of a point train side by side; a GPU is not filled by that.
        for members in self._groups(keys) if device == "cpu" else [keys]:
            runs = {run: i for i, key in enumerate(members) for run in self._runs(key)}
            found: list[dict[int, dict]] = [{} for _ in members]
            for part in stream_ensemble(
                list(runs),
                data,
                executor=None if work.here else work,
                cache_dir=cache,
                device=device,
                progress=False,
                **self._how(),
            ):
                for i, run in enumerate(part.runs):
                    found[runs[run]][run.batch_size] = {
                        name: getattr(part, name)[i].tolist() for name in SCORES
                    }
                done = sorted({runs[run] for run in part.runs})
                whole = [
                    i for i in done if len(found[i]) == len(self._runs(members[i]))
                ]
                yield [_row(members[i], found[i]) for i in whole]

    def _how(self) -> dict:
        return {
            name: getattr(self, name)
            for name in ("hidden", "steps", "eval_at", "sampling", "precision")
        }

    def _runs(self, key: dict) -> list[Run]:
        point = next(point for point in self.points if point.value == key[self.by])
        return [
            Run(point.lr, point.momentum, size, point.n_train, 0.0, key["seed"])
            for size in point.batch_size
        ]

    def _groups(self, keys: list[dict]) -> list[list[dict]]:
        groups: dict[float, list[dict]] = {}
        for key in keys:
            groups.setdefault(key[self.by], []).append(key)
        return list(groups.values())

    def _trial(self, keys: list[dict], device: str) -> float:
        data = mnist(self.pool, self.n_test)
        runs = [run for key in keys for run in self._runs(key)]

        def spent(steps: int) -> float:
            start = time.perf_counter()
            short = self._how() | dict(steps=steps, eval_at=[steps])
            for _ in stream_ensemble(
                runs, data, device=device, progress=False, **short
            ):
                pass
            return time.perf_counter() - start

        few, many = spent(_TRIAL // 4), spent(_TRIAL)
        # The difference is steps alone; the rest is scoring, mostly.
        steps = max(0.0, many - few) * self.steps / (_TRIAL - _TRIAL // 4)
        return steps + few * len(self.eval_at)


def _row(key: dict, found: dict[int, dict]) -> dict:
    sizes = sorted(found)
    return {
        **key,
        "batch_size": sizes,
        **{name: [found[size][name] for size in sizes] for name in SCORES},
    }
