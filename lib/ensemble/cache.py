"""Finished runs on disk: complete or absent, and never a damaged one believed.

A file holds the results of one block, by run, so that a later sweep, cut into other
blocks, finds them. Its folder stands for everything else that a result depends on.
"""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import io
import os
import pkgutil
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from lib.ensemble.modules import build
from lib.ensemble.products import multiplying, uses_onednn
from lib.ensemble.settings import Data, Plan, Run
from lib.ensemble.stacks import stack_of
from lib.ensemble.threads import one_thread

_DIGEST = hashlib.sha256().digest_size


def folder(cache_dir: str | os.PathLike, plan: Plan, data: Data) -> Path:
    """Where results of this plan on this data, by this code and machine, are kept."""
    digest = hashlib.sha256()
    versions = (torch.__version__, np.__version__)
    level = torch.backends.cpu.get_cpu_capability()
    machine = (level, os.environ.get("MKL_CBWR"), uses_onednn())
    digest.update(repr((plan._replace(model=None), versions, machine)).encode())
    for array in data[:4]:
        digest.update(f"{array.dtype}{array.shape}".encode())
        digest.update(np.ascontiguousarray(array))
    digest.update(code_of_the_package())
    if plan.model is not None:
        _update_with_model(digest, plan, data)
    return Path(cache_dir) / digest.hexdigest()[:32]


def code_of_the_package() -> bytes:
    """The source of every module of the package that this one belongs to."""
    rooms = pkgutil.iter_modules(sys.modules[__package__].__path__)
    files = sorted(f"{room.name}.py" for room in rooms)
    return b"".join(pkgutil.get_data(__package__, file) for file in files)


def load(place: Path) -> Iterator[tuple[list[Run], np.ndarray, np.ndarray]]:
    """Of each file in this folder its runs, scores `[4, run, eval]`, steps `[run]`.

    A damaged file is named in a warning, deleted, and its runs are not there.
    """
    for path in sorted(place.glob("*.runs")):
        text = path.read_bytes()
        if hashlib.sha256(text[_DIGEST:]).digest() != text[:_DIGEST]:
            warnings.warn(
                f"{path} is damaged: its runs are trained again", stacklevel=2
            )
            path.unlink(missing_ok=True)
            continue
        table = np.load(io.BytesIO(text[_DIGEST:]), allow_pickle=False)
        columns = (table[name].tolist() for name in Run._fields)
        runs = [Run(*settings) for settings in zip(*columns, strict=True)]
        yield runs, table["scores"].transpose(1, 0, 2), table["diverged_at"]


def can_be_written(place: Path) -> None:
    """ValueError, naming `cache_dir`, unless a file can be written to this folder."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, suffix=".tmp") as file:
            file.write(bytes(4096))
            file.flush()
    except OSError as error:
        raise ValueError(
            f"cache_dir must be a folder that can be written to, but {place} is not: "
            f"{error.strerror}"
        ) from error


def save(
    place: Path, runs: Sequence[Run], scores: np.ndarray, diverged_at: np.ndarray
) -> None:
    """Keep the results of a block, all of them or, if interrupted, none."""
    kinds = [
        np.uint64 if name == "seed" else type(getattr(Run(), name))
        for name in Run._fields
    ]
    table = np.empty(
        len(runs),
        dtype=[
            *zip(Run._fields, kinds, strict=True),
            ("diverged_at", np.int64),
            ("scores", np.float64, (4, scores.shape[2])),
        ],
    )
    for name, column in zip(Run._fields, zip(*runs, strict=True), strict=True):
        table[name] = column
    table["diverged_at"], table["scores"] = diverged_at, scores.transpose(1, 0, 2)
    buffer = io.BytesIO()
    np.save(buffer, table, allow_pickle=False)
    digest = hashlib.sha256(buffer.getvalue())
    place.mkdir(parents=True, exist_ok=True)
    # In the same folder, so that the replacement is a renaming, which is atomic.
    file = tempfile.NamedTemporaryFile(dir=place, suffix=".tmp", delete=False)
    try:
        with file:
            file.write(digest.digest() + buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, place / f"{digest.hexdigest()[:32]}.runs")
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise


def _update_with_model(digest: hashlib._Hash, plan: Plan, data: Data) -> None:
    """Add what the factory makes: its parts, their code, and what it computes.

    The last catches what the first two miss: a number in a closure, say, or code that
    has no file. A step is made first, since a network may be zero before it.
    """
    net = build(plan.model, 0)
    digest.update(repr(net).encode())
    kinds = sorted({type(part) for part in net.modules()}, key=repr)
    for part in (plan.model, *kinds):
        if not getattr(part, "__module__", "").startswith("torch."):
            with contextlib.suppress(OSError, TypeError):
                digest.update(inspect.getsource(part).encode())
    runs = [Run(seed=0), Run(seed=1)]
    x, y = torch.from_numpy(data.x_train[:16]), torch.from_numpy(data.y_train[:16])
    x, y = (t.to(plan.device).expand(2, *t.shape) for t in (x, y))
    with one_thread(), multiplying(plan.precision), torch.no_grad():
        stack = stack_of(runs, plan, x.shape[2], data.n_classes)
        stack.step(x, y)
        digest.update(stack.predict(x).cpu().numpy().tobytes())
