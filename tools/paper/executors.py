"""Where rows are computed, and the CPU seconds that it takes there."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any


class Timed(Executor):
    """Another executor that adds up, in `seconds`, the CPU time of its tasks."""

    def __init__(self, inner: Executor) -> None:
        self.inner = inner
        self.seconds = 0.0
        self.here = isinstance(inner, Here)
        if hasattr(inner, "_client"):
            self._client = inner._client

    @property
    def elsewhere(self) -> float:
        """CPU seconds that were spent in other processes."""
        return 0.0 if self.here else self.seconds

    def submit(self, function: Callable, /, *args: Any) -> Future:
        """Have it done there."""
        inner, outer = self.inner.submit(timed, function, *args), Future()

        def done(inner: Future) -> None:
            if inner.cancelled() or outer.cancelled():
                outer.cancel()
            elif (error := inner.exception()) is not None:
                outer.set_exception(error)
            else:
                result, seconds = inner.result()
                self.seconds += seconds
                outer.set_result(result)

        def dropped(outer: Future) -> None:
            if outer.cancelled():
                inner.cancel()

        inner.add_done_callback(done)
        outer.add_done_callback(dropped)
        return outer


class Here(Executor):
    """Does each task at once, in this process."""

    def submit(self, function: Callable, /, *args: Any) -> Future:
        """Do it."""
        future: Future = Future()
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)
        return future


def timed(function: Callable, *args: Any) -> tuple[Any, float]:
    """What the function returns, and the CPU seconds of the process that it took."""
    start = time.process_time()
    return function(*args), time.process_time() - start


@contextlib.contextmanager
def executor(given: str | None) -> Iterator[Timed]:
    """The executor that `processes=N` or `dask://HOST:PORT` names; here, for None.

    Raises
    ------
    ValueError
        If it names none, or the cluster does not answer.
    """
    if given is None:
        yield Timed(Here())
        return
    kind, _, count = given.partition("=")
    if kind == "processes" and count.isascii() and count.isdigit() and int(count) > 0:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(int(count), spawn) as pool:
            yield Timed(pool)
        return
    if not given.startswith("dask://") or not given.removeprefix("dask://"):
        raise ValueError(
            f"--executor must be processes=N or dask://HOST:PORT, not {given!r}"
        )
    try:
        from dask.distributed import Client
    except ImportError:
        raise ValueError(
            'a cluster needs the extra: pip install ".[cluster]"'
        ) from None
    try:
        client = Client("tcp://" + given.removeprefix("dask://"), timeout=10)
    except (OSError, ValueError) as error:
        raise ValueError(f"no cluster answers at {given}: {error}") from None
    with client:
        yield Timed(client.get_executor())
