"""What a sweep is made of: its runs, and what they have in common, both checked."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from lib.checks import below_one, not_negative, one_of, positive, whole
from lib.ensemble.draws import SAMPLINGS

PRECISIONS = ("highest", "medium")


class Run(NamedTuple):
    """Settings of one training run; see `sweep` for what they mean."""

    lr: float = 0.1
    momentum: float = 0.0
    batch_size: int = 32
    n_train: int = 1000
    weight_decay: float = 0.0
    seed: int = 0


_KINDS = tuple(map(type, Run()))


class Data(NamedTuple):
    """A split as workers get it: float32 `[n, D]`, int64 classes 0 to K - 1 `[n]`."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    n_classes: int


class Plan(NamedTuple):
    """What all runs of a call have in common; see `lib.ensemble.train_ensemble`."""

    hidden: tuple[int, ...]
    steps: int
    eval_at: tuple[int, ...]
    sampling: str = "replace"
    model: Callable[[], nn.Module] | None = None
    device: str = "cpu"
    precision: str = "highest"


def sweep(
    lr: float | Iterable[float] = 0.1,
    momentum: float | Iterable[float] = 0.0,
    batch_size: int | Iterable[int] = 32,
    n_train: int | Iterable[int] = 1000,
    weight_decay: float | Iterable[float] = 0.0,
    seed: int | Iterable[int] = 0,
) -> list[Run]:
    """Every combination of these settings, as a list of runs; the last varies fastest.

    Each argument is one value or several. The list is an ordinary one: sweeps can be
    added, and a run left out. Taught in noise-scale.

    Parameters
    ----------
    lr
        Learning rate, ε: multiplies the gradient of the mean loss of a batch.
    momentum
        In [0, 1), as in `torch.optim.SGD`: without dampening.
    batch_size
        B, images in a step.
    n_train
        N, size of the training set: a subset of the data, with class counts that differ
        by at most one.
    weight_decay
        λ >= 0, as in `torch.optim.SGD`: λ times the weights is added to the gradient.
    seed
        Whole number in [0, 2^64). Chooses the first weights, the training set and the
        batches, and these whatever the learning rate, momentum and weight decay.

    Raises
    ------
    ValueError
        If there is no combination, or a value is not allowed.
    """
    values = [
        _several(name, given)
        for name, given in zip(
            Run._fields,
            (lr, momentum, batch_size, n_train, weight_decay, seed),
            strict=True,
        )
    ]
    combined = [Run(*chosen) for chosen in itertools.product(*values)]
    return [run if _is_plain(run) else check_run(run) for run in combined]


def check_run(run: Any, where: str = "") -> Run:
    """`run` with plain numbers; ValueError, beginning with `where`, if not allowed."""
    if not isinstance(run, Run):
        raise ValueError(f"{where or 'run'} must be a Run, as sweep makes, not {run!r}")
    name = f"{where}." if where else ""
    batch_size = whole(f"{name}batch_size", run.batch_size, 1)
    n_train = whole(f"{name}n_train", run.n_train, 1)
    if batch_size > n_train:
        raise ValueError(
            f"{name}batch_size must be at most n_train={n_train}, not {batch_size}"
        )
    return Run(
        positive(f"{name}lr", run.lr),
        below_one(f"{name}momentum", run.momentum),
        batch_size,
        n_train,
        not_negative(f"{name}weight_decay", run.weight_decay),
        whole(f"{name}seed", run.seed, 0, 2**64 - 1),
    )


def _is_plain(run: Any) -> bool:
    """Whether `check_run` would return it as it is: in a tenth of the time."""
    return (
        type(run) is Run
        and tuple(map(type, run)) == _KINDS
        and 0 < run.lr < math.inf
        and 0 <= run.momentum < 1
        and 1 <= run.batch_size <= run.n_train
        and 0 <= run.weight_decay < math.inf
        and 0 <= run.seed < 2**64
    )


def check_runs(runs: Any, most: int) -> list[Run]:
    """All `runs`; ValueError if there is none, or one trains on more than `most`."""
    if isinstance(runs, Run) or not isinstance(runs, Sequence):
        raise ValueError(f"runs must be a list of runs, as sweep makes, not {runs!r}")
    checked = [
        run if _is_plain(run) else check_run(run, f"runs[{i}]")
        for i, run in enumerate(runs)
    ]
    if not checked:
        raise ValueError("runs must hold one run or more, not none")
    for i, run in enumerate(checked):
        if run.n_train > most:
            raise ValueError(
                f"runs[{i}].n_train must be at most {most}, the training images in "
                f"data, not {run.n_train}"
            )
    return checked


def check_plan(
    hidden: Any,
    steps: Any,
    eval_at: Any,
    sampling: Any,
    model: Any,
    device: Any,
    precision: Any = "highest",
) -> Plan:
    """These as a plan (the model is looked at elsewhere); ValueError if not allowed."""
    if isinstance(hidden, int) or not isinstance(hidden, Sequence):
        raise ValueError(f"hidden must be a tuple of layer sizes, not {hidden!r}")
    sizes = tuple(whole("each of hidden", size, 1) for size in hidden)
    if model is not None and sizes != (64,):
        raise ValueError(
            f"hidden must be left out where model is given, not {hidden!r}: "
            "the model has its own layers"
        )
    steps = whole("steps", steps, 1)
    times = tuple(
        whole("each of eval_at", at, 0, steps) for at in _several("eval_at", eval_at)
    )
    if any(later <= sooner for sooner, later in itertools.pairwise(times)):
        raise ValueError(f"eval_at must increase from one to the next, not {eval_at!r}")
    one_of("sampling", sampling, SAMPLINGS)
    one_of("precision", precision, PRECISIONS)
    return Plan(sizes, steps, times, sampling, model, _device(device), precision)


def check_data(data: Any) -> Data:
    """A `lib.data.Split` with labels counted from 0; ValueError if not allowed."""
    arrays = {}
    for name in Data._fields[:4]:
        value = getattr(data, name, None)
        if not isinstance(value, torch.Tensor):
            raise ValueError(
                f"data.{name} must be a tensor, not {type(value).__name__}"
            )
        arrays[name] = value.detach().cpu()
    for part in ("train", "test"):
        x, y = arrays[f"x_{part}"], arrays[f"y_{part}"]
        if x.ndim != 2 or y.ndim != 1 or len(x) != len(y) or x.numel() == 0:
            raise ValueError(
                f"data.x_{part} and data.y_{part} must have shapes [n, D] and [n], "
                f"n and D at least 1, not {list(x.shape)} and {list(y.shape)}"
            )
        if not x.is_floating_point() or not torch.isfinite(x).all():
            raise ValueError(f"data.x_{part} must hold finite floating-point numbers")
        if y.is_floating_point() or y.is_complex():
            raise ValueError(f"data.y_{part} must hold whole numbers, not {y.dtype}")
    if arrays["x_train"].shape[1] != arrays["x_test"].shape[1]:
        raise ValueError(
            "data.x_test must have as many columns as data.x_train, "
            f"{arrays['x_train'].shape[1]}, not {arrays['x_test'].shape[1]}"
        )
    classes = torch.cat((arrays["y_train"], arrays["y_test"])).unique()
    if len(classes) < 2:
        raise ValueError(f"data must hold two classes or more, not {classes.tolist()}")
    return Data(
        arrays["x_train"].float().contiguous().numpy(),
        torch.searchsorted(classes, arrays["y_train"].contiguous()).numpy(),
        arrays["x_test"].float().contiguous().numpy(),
        torch.searchsorted(classes, arrays["y_test"].contiguous()).numpy(),
        len(classes),
    )


def _several(name: str, given: Any) -> list:
    """One value or an iterable of them, as a list; ValueError if there is none."""
    if isinstance(given, np.ndarray | torch.Tensor):
        given = given.tolist()
    values = list(given) if isinstance(given, Iterable) else [given]
    if not values:
        raise ValueError(f"{name} must have one value or more, not none")
    return values


def _device(given: Any) -> str:
    """Name of a device that PyTorch has here; ValueError if it is none."""
    try:
        device = torch.device(given)
    except (RuntimeError, TypeError):
        device = None
    if device is None or device.type not in ("cpu", "cuda"):
        raise ValueError(f"device must be 'cpu' or 'cuda', not {given!r}")
    if device.type == "cuda" and not torch.cuda.is_available():
        raise ValueError(f"device {given!r} needs a GPU, and PyTorch finds none here")
    return str(device)
