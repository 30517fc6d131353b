"""Train the runs of a sweep, and score them."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from torch import nn
from tqdm.auto import tqdm

from lib.data.digits import Split
from lib.ensemble.cache import can_be_written, folder, load, save
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
    precision: str = "highest",
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
    precision
        "highest": products of float32 numbers. "medium": where the device multiplies
        faster with factors rounded to fewer bits, with those (to bfloat16 in products
        with 16 images or more on Intel's processors with AMX, to TF32 on Nvidia's
        GPUs), in any case with float32 sums; elsewhere the same as "highest".
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
    parts = stream_ensemble(
        runs,
        data,
        hidden=hidden,
        steps=steps,
        eval_at=eval_at,
        sampling=sampling,
        model=model,
        device=device,
        precision=precision,
        executor=executor,
        cache_dir=cache_dir,
        progress=progress,
    )
    runs = check_runs(runs, len(data.y_train))
    kept: dict[Run, tuple[int, Ensemble]] = {}
    for part in parts:
        kept |= {run: (i, part) for i, run in enumerate(part.runs)}
    columns = (
        np.array([getattr(part, name)[i] for i, part in map(kept.get, runs)])
        for name in Ensemble._fields[2:]
    )
    return Ensemble(runs, part.eval_at, *columns)


def stream_ensemble(
    runs: Sequence[Run], data: Split, *, progress: bool = True, **settings: Any
) -> Iterator[Ensemble]:
    """Train as `train_ensemble` does, and give each part of a sweep as it is finished.

    For sweeps whose results would not fit into memory, or should be looked at before
    all are there: beside the list of `runs`, no more is held than a block of them, or
    what an executor has finished and nobody has taken yet. A sweep that is left early
    stops; with `cache_dir`, what was finished is kept. Taught in running-the-book.

    Parameters
    ----------
    runs, data, progress, settings
        Those of `train_ensemble`, by name after the first two.

    Yields
    ------
    An `Ensemble` of some of the runs, in no particular order; each run once, also if it
    was given twice.

    Raises
    ------
    ValueError
        As `train_ensemble`, when it is called and not when the first part is taken; for
        a `cache_dir` that cannot be written to, with the first part to be trained.
    RuntimeError
        If a process of the executor died.
    """
    return _parts(_checked(runs, data, **settings), progress)


class _Sweep(NamedTuple):
    """What is to be done, checked."""

    runs: list[Run]
    data: Data
    plan: Plan
    n_weights: int
    executor: Executor | None
    cache_dir: Path | None


def _checked(
    runs: Sequence[Run],
    data: Split,
    *,
    hidden: Sequence[int] = (64,),
    steps: int,
    eval_at: Sequence[int],
    sampling: str = "replace",
    model: Callable[[], nn.Module] | None = None,
    device: str = "cpu",
    precision: str = "highest",
    executor: Executor | None = None,
    cache_dir: str | os.PathLike | None = None,
) -> _Sweep:
    given = check_data(data)
    runs = check_runs(runs, len(given.y_train))
    plan = check_plan(hidden, steps, eval_at, sampling, model, device, precision)
    check_executor(executor, plan)
    place = _check_folder(cache_dir)
    n_weights = _count_weights(plan, given)
    if place is not None:
        place = folder(place, plan, given)
    return _Sweep(runs, given, plan, n_weights, executor, place)


def _parts(sweep: _Sweep, progress: bool) -> Iterator[Ensemble]:
    plan, data, place = sweep.plan, sweep.data, sweep.cache_dir
    costs = {run: cost(run, plan, data, sweep.n_weights) for run in sweep.runs}
    whole = sum(costs.values())

    def part(runs: list[Run], scores: np.ndarray, diverged_at: np.ndarray) -> Ensemble:
        bar.update(sum(costs.pop(run) for run in runs) / whole)
        return Ensemble(runs, plan.eval_at, *scores, diverged_at)

    with tqdm(total=1.0, bar_format=_BAR, disable=not progress) as bar:
        for runs, scores, diverged_at in load(place) if place else ():
            wanted = [i for i, run in enumerate(runs) if run in costs]
            if wanted:
                chosen = [runs[i] for i in wanted]
                yield part(chosen, scores[:, wanted], diverged_at[wanted])
        todo = blocks(list(costs), plan, data, sweep.n_weights)
        if todo and plan.device == "cpu":
            say_if_late()
        if todo and place is not None:
            can_be_written(place)
        for block, scores, diverged_at in finished(todo, plan, data, sweep.executor):
            if place is not None:
                # What was trained is worth more than its copy: it goes on without one.
                try:
                    save(place, block, scores, diverged_at)
                except OSError as error:
                    warnings.warn(f"{_NOT_KEPT}: {error}", stacklevel=2)
                    place = None
            yield part(block, scores, diverged_at)


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
