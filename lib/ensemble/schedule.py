"""Cut a sweep into blocks, and have them trained: here, or by an executor."""

from __future__ import annotations

import itertools
import math
import pickle
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    ProcessPoolExecutor,
    as_completed,
)
from typing import Any

import numpy as np

from lib.ensemble.block import train_block
from lib.ensemble.products import precision, uses_onednn
from lib.ensemble.settings import Data, Plan, Run
from lib.ensemble.stacks import SEATS, is_seated, seat

# Bytes that a block works on, on CPU about what a core's second-level cache holds; the
# fewest runs, since fewer waste time in calls; the most, since more would save none.
_BLOCK = {"cpu": (1.5e6, 4, 64), "cuda": (2e9, 4, 4096)}
# The same on a processor where larger products are oneDNN's: there a call costs more,
# and the third-level cache is fast, so that networks of the papers' size are best in
# twos. More bytes for oneDNN's products, and for those with one image.
_ZEN5, _MORE = (2.5e6, 2, 128), 8e6
# What a weight costs in a step beyond its share of the products, in products with one
# image. Measured; only the progress bar depends on it.
_UPDATE = 3


Finished = tuple[list[Run], np.ndarray, np.ndarray]


def blocks(
    runs: Sequence[Run], plan: Plan, data: Data, n_weights: int
) -> list[list[Run]]:
    """The runs in groups that `train_block` takes."""
    alike: dict[tuple, list[Run]] = {}
    for run in runs:
        # Weight decay of 0 is never added, so as not to depend on others having some.
        key = (run.batch_size, run.momentum, run.weight_decay > 0)
        if plan.model is not None:
            key += (run.n_train,)
        alike.setdefault(key, []).append(run)
    out = []
    for members in alike.values():
        if is_seated(plan):
            out += _one_a_seat(members)
        else:
            out += _equal(members, _most(members[0], plan, data, n_weights))
    return out


def _one_a_seat(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs in as few groups as have no two runs in a seat."""
    out: list[list[Run]] = []
    taken = [0] * SEATS
    for run in runs:
        place = seat(run)
        if taken[place] == len(out):
            out.append([])
        out[taken[place]].append(run)
        taken[place] += 1
    return out


def _equal(runs: Sequence[Run], most: int) -> list[list[Run]]:
    """The runs in groups of nearly equal size, at most so large."""
    # Scoring on a training set size takes a copy of the weights of those that have it.
    runs = sorted(runs, key=lambda run: run.n_train)
    count = math.ceil(len(runs) / most)
    ends = [len(runs) * i // count for i in range(count + 1)]
    return [runs[a:b] for a, b in itertools.pairwise(ends)]


def _most(run: Run, plan: Plan, data: Data, n_weights: int) -> int:
    """How many runs like this one fill a block."""
    kind = plan.device.split(":")[0]
    room, fewest, most = _BLOCK[kind]
    if kind == "cpu" and uses_onednn():
        room, fewest, most = _ZEN5
        sizes = (data.x_train.shape[1], *plan.hidden, data.n_classes)
        if run.batch_size == 1 or precision(plan, sizes, run.batch_size) == "medium":
            room = _MORE
    width = data.x_train.shape[1] + 3 * sum(plan.hidden)
    each = 4 * (2 * n_weights + run.batch_size * width)
    return min(most, max(fewest, int(room / each)))


def cost(run: Run, plan: Plan, data: Data, n_weights: int) -> float:
    """Work in a run, in products of one weight with one image."""
    scored = len(plan.eval_at) * (run.n_train + len(data.y_test))
    return n_weights * (plan.steps * (3 * run.batch_size + _UPDATE) + scored)


def check_executor(executor: Any, plan: Plan) -> None:
    """ValueError unless it is None, or an executor to which the model can be sent."""
    if executor is not None and not isinstance(executor, Executor):
        raise ValueError(
            "executor must be a concurrent.futures.Executor or None, "
            f"not {type(executor).__name__}"
        )
    if plan.model is not None and isinstance(executor, ProcessPoolExecutor):
        try:
            pickle.dumps(plan.model)
        except Exception as error:
            raise ValueError(
                "model must be a function of a module, not a lambda or an inner one, "
                f"to be sent to another process: {error}"
            ) from error


def finished(
    blocks: Sequence[list[Run]], plan: Plan, data: Data, executor: Executor | None
) -> Iterator[Finished]:
    """Each block with its scores and steps of divergence, as soon as it is trained.

    Raises
    ------
    RuntimeError
        If the executor broke; all that was finished before has been given.
    """
    if executor is None:
        for block in blocks:
            yield block, *train_block(block, plan, data)
        return
    futures = {}
    broken = None
    data = _sent_once(data, executor)
    try:
        for block in blocks:
            futures[executor.submit(train_block, block, plan, data)] = block
    except BrokenExecutor as error:
        broken = error
    try:
        for future in as_completed(list(futures)):
            # A future that is held holds its result.
            block = futures.pop(future)
            try:
                result = future.result()
            except BrokenExecutor as error:
                broken = error
            else:
                yield block, *result
            del future
    finally:
        for future in futures:
            future.cancel()
    if broken is not None:
        raise RuntimeError(
            "a process of the executor died before all runs were trained: make a new "
            "executor and call train_ensemble again. With cache_dir, the runs that "
            "were finished are kept and are not trained again."
        ) from broken


def _sent_once(data: Data, executor: Executor) -> Any:
    """The data as a task of the executor takes them: Dask's get them with the first.

    On a cluster they are a task's result, which workers pass on to each other, and
    which is made again where all that had it have died; scattered data would be lost.
    """
    client = getattr(executor, "_client", None)
    if client is None:
        return data
    with warnings.catch_warnings():
        # Of the size of what is sent, to somebody who would send it with every task.
        warnings.filterwarnings("ignore", "(?s).*large (object|graph)", UserWarning)
        return client.submit(_as_they_are, data, pure=False)


def _as_they_are(data: Data) -> Data:
    return data
