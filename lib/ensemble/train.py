"""Train the runs of a sweep, and score them."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from torch import nn
from tqdm.auto import tqdm

from lib.data.digits import Split
from lib.ensemble.cache import Result, can_be_written, folder, load, save
from lib.ensemble.modules import check_model
from lib.ensemble.promise import say_if_late
from lib.ensemble.schedule import blocks, check_executor, cost, finished
from lib.ensemble.settings import Data, Plan, Run, check_data, check_plan, check_runs

_NOT_KEPT = "from here on results are not kept in cache_dir, only returned"
_BAR = "{percentage:3.0f}%|{bar}| {elapsed}<{remaining}"


class Ensemble(NamedTuple):
    """What `train_ensemble` returns: scores by run, in the order given, and by time.

    `train_accuracy`, `test_accuracy` (fractions), `train_loss` and `test_loss` (mean
    cross entropy, nats) are float64 `[run, eval]`, measured after `eval_at[eval]`
    steps, the first and third of them on the run's own training set. `diverged_at` is
    int64 `[run]`: the first step, counted from 1, of which the loss, or after which a
    weight, was not a finite number; -1 if there was none.
    """

    runs: list[Run]
    eval_at: tuple[int, ...]
    train_accuracy: np.ndarray
    test_accuracy: np.ndarray
    train_loss: np.ndarray
    test_loss: np.ndarray
    diverged_at: np.ndarray


def train_ensemble(
    runs: Sequence[Run],
    data: Split,
    *,
    hidden: Sequence[int] = (64,),
    steps: int,
    eval_at: Sequence[int],
    sampling: str = "replace",
    model: Callable[[], nn.Module] | None = None,
    device: str = "cpu",
    executor: Executor | None = None,
    cache_dir: str | os.PathLike | None = None,
    progress: bool = True,
) -> Ensemble:
    """Train a network for each run by SGD on the mean cross entropy, and score it.

    On CPU a run's results are the same to the last bit whether it is trained alone or
    among others, in any order, here or in another process of a machine with the same
    processor and the same libraries; that is so with MKL on every x86 processor tried,
    and elsewhere where `lib.ensemble.exact` says so. Where it does not, the results are
    equal to rounding. On a GPU they are equal statistically, not bit by bit: kernels
    there may round differently from one block to another.

    A run that diverges is not dropped. It is scored at chance (accuracy 1/K, loss ln K)
    from the step `diverged_at` on, as is an evaluation whose loss is not finite: no
    score is ever NaN. The other runs do not notice. Taught in noise-scale.

    Parameters
    ----------
    runs
        From `sweep`.
    data
        Any number of features; the labels may be any whole numbers, K of them. A run
        trains on `n_train` images out of `x_train` that its seed chooses, and is tested
        on all of `x_test`.
    hidden
        Widths of the hidden ReLU layers; () is softmax regression. PyTorch's default
        first weights.
    steps
        Steps of SGD, for every run.
    eval_at
        After how many steps to score, increasing, each in [0, steps]; 0 is before
        training.
    sampling
        How a batch is chosen: "replace" draws each image independently, "without" a
        fresh subset each step, "reshuffle" cuts a new permutation each epoch into
        batches, leaving out the images that do not fill one.
    model
        Instead of `hidden`: a function that returns a new `nn.Module`, from `[n, D]` to
        logits `[n, K]`. Any that `torch.func.vmap` takes, but without dropout and batch
        normalisation. An order of magnitude slower than `hidden`.
    device
        "cpu", or "cuda" and perhaps a number.
    executor
        Any `concurrent.futures.Executor`: of processes, or of a cluster such as
        `dask.distributed`'s `client.get_executor()`. Blocks of runs are its tasks, and
        each uses one thread. Without it the blocks are trained here, one by one.
    cache_dir
        A folder, made if it is not there, that keeps each block's results as soon as it
        is finished: the same call, after any interruption, trains only the rest, and a
        call with other runs only the new ones. Results are kept apart by all that they
        depend on, code and data included, and a damaged file is noticed.
    progress
        Whether to show a progress bar, which counts work, not runs.

    Raises
    ------
    ValueError
        If an argument is not allowed: named before any work is done, a `cache_dir` that
        cannot be written to among them.
    RuntimeError
        If a process of the executor died. What was finished is in `cache_dir`.
    """
    given = check_data(data)
    runs = check_runs(runs, len(given.y_train))
    plan = check_plan(hidden, steps, eval_at, sampling, model, device)
    check_executor(executor, plan)
    cache_dir = _check_folder(cache_dir)
    n_weights = _count_weights(plan, given)
    kept: dict[Run, Result] = {}
    if cache_dir is not None:
        cache_dir = folder(cache_dir, plan, given)
        kept = load(cache_dir)

    costs = {run: cost(run, plan, given, n_weights) for run in runs}
    missing = [run for run in costs if run not in kept]
    todo = blocks(missing, plan, given, n_weights)
    if todo and plan.device == "cpu":
        say_if_late()
    if todo and cache_dir is not None:
        can_be_written(cache_dir)
    with tqdm(total=1.0, bar_format=_BAR, disable=not progress) as bar:
        whole = sum(costs.values())
        bar.update(sum(costs[run] for run in costs if run in kept) / whole)
        for block, scores, diverged_at in finished(todo, plan, given, executor):
            if cache_dir is not None:
                # What was trained is worth more than its copy: it goes on without one.
                try:
                    save(cache_dir, block, scores, diverged_at)
                except OSError as error:
                    warnings.warn(f"{_NOT_KEPT}: {error}", stacklevel=2)
                    cache_dir = None
            for i, run in enumerate(block):
                kept[run] = (scores[:, i], int(diverged_at[i]))
            bar.update(sum(costs[run] for run in block) / whole)
    scores = np.stack([kept[run][0] for run in runs], axis=1)
    diverged_at = np.array([kept[run][1] for run in runs])
    return Ensemble(runs, plan.eval_at, *scores, diverged_at)


def _check_folder(cache_dir: Any) -> Path | None:
    """`cache_dir` as a path; ValueError if something else is there, or above it."""
    if cache_dir is None:
        return None
    if not isinstance(cache_dir, str | os.PathLike) or not str(cache_dir):
        raise ValueError(f"cache_dir must be a path or None, not {cache_dir!r}")
    path = Path(cache_dir).expanduser()
    for part in (path, *path.parents):
        if part.exists() and not part.is_dir():
            raise ValueError(f"cache_dir must be a folder, but {part} is a file")
    return path


def _count_weights(plan: Plan, data: Data) -> int:
    """Number of weights of each network; ValueError if `model` is not usable."""
    n_features = data.x_train.shape[1]
    if plan.model is not None:
        net = check_model(plan.model, n_features, data.n_classes)
        return sum(p.numel() for p in net.parameters())
    sizes = (n_features, *plan.hidden, data.n_classes)
    return sum((a + 1) * b for a, b in itertools.pairwise(sizes))
