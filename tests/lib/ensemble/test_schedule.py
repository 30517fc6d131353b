"""The same numbers from other processes, also if one of them is killed."""

import multiprocessing
import os
import signal
import time
from concurrent.futures import Future, ProcessPoolExecutor

import pytest
from small_ensembles import DATA, FEW, MANY, assert_same, normalised
from torch import nn

from lib.ensemble.settings import sweep
from lib.ensemble.train import train_ensemble

SETTINGS = dict(steps=20, eval_at=[2, 20], progress=False)
# Six blocks, slow enough to be killed between.
SLOW = sweep(batch_size=[1, 2, 3, 4, 5, 6], n_train=20, seed=range(16))
SLOW_SETTINGS = dict(steps=3000, eval_at=[3000], progress=False)


def process_pool(workers):
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))


def kill_self(*_):
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly(nn.Linear):
    """Kills the process that trains it, unless that is the one of the tests."""

    def forward(self, x):
        if multiprocessing.parent_process() is not None:
            kill_self()
        return super().forward(x)


def deadly():
    return Deadly(6, 3)


def failing():
    if multiprocessing.parent_process() is not None:
        raise ArithmeticError("not here")
    return nn.Linear(6, 3)


def test_a_process_pool_gives_the_same_numbers():
    expected = train_ensemble(MANY, DATA, **SETTINGS)
    modules = train_ensemble(FEW, DATA, model=normalised, **SETTINGS)
    with process_pool(2) as pool:
        options = dict(executor=pool, **SETTINGS)
        result = train_ensemble(MANY, DATA, **options)
        others = train_ensemble(FEW, DATA, model=normalised, **options)
        with pytest.raises(ArithmeticError, match="not here"):
            train_ensemble(FEW, DATA, model=failing, **options)
        # The pool is not spoiled by that.
        last = train_ensemble(FEW, DATA, **options)
        with pytest.raises(ValueError, match="model must be a function of a module"):
            train_ensemble(FEW, DATA, model=lambda: normalised(), **options)
        with pytest.raises(RuntimeError, match="a process of the executor died"):
            train_ensemble(FEW, DATA, model=deadly, **options)
    assert_same(expected, result)
    assert_same(modules, others)
    assert_same(expected, last, slice(None, None, 8))


def test_a_broken_pool_says_so_and_what_was_finished_is_kept(tmp_path):
    expected = train_ensemble(SLOW, DATA, **SLOW_SETTINGS)
    with process_pool(1) as pool:
        victim = pool.submit(os.getpid).result()

        def kill(_: Future) -> None:
            done.append(1)
            if len(done) == 2:
                patience = time.monotonic() + 30
                while len(list(tmp_path.rglob("*.runs"))) < 2:
                    assert time.monotonic() < patience
                    time.sleep(0.01)
                os.kill(victim, signal.SIGKILL)

        done = []
        submit = pool.submit

        def watched(*args):
            future = submit(*args)
            future.add_done_callback(kill)
            return future

        pool.submit = watched
        with pytest.raises(RuntimeError, match="call train_ensemble again"):
            train_ensemble(
                SLOW, DATA, executor=pool, cache_dir=tmp_path, **SLOW_SETTINGS
            )
    kept = len(list(tmp_path.rglob("*.runs")))
    assert 2 <= kept < 6
    result = train_ensemble(SLOW, DATA, cache_dir=tmp_path, **SLOW_SETTINGS)
    assert_same(expected, result)


@pytest.fixture(scope="module")
def client():
    distributed = pytest.importorskip(
        "distributed", reason="dask.distributed is not installed: the extra 'cluster'"
    )
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_cluster_gives_the_same_numbers(client):
    executor = client.get_executor()
    result = train_ensemble(MANY, DATA, executor=executor, **SETTINGS)
    assert_same(train_ensemble(MANY, DATA, **SETTINGS), result)
    result = train_ensemble(
        FEW, DATA, executor=executor, model=lambda: normalised(), **SETTINGS
    )
    assert_same(train_ensemble(FEW, DATA, model=normalised, **SETTINGS), result)


def test_a_cluster_finishes_though_a_worker_is_killed(client, tmp_path):
    expected = train_ensemble(SLOW, DATA, **SLOW_SETTINGS)
    executor = client.get_executor()
    workers = client.run(os.getpid)
    submit, futures = executor.submit, []

    def kill(_: Future) -> None:
        futures.append(1)
        if len(futures) == 1:
            os.kill(next(iter(workers.values())), signal.SIGKILL)

    def watched(*args):
        future = submit(*args)
        future.add_done_callback(kill)
        return future

    executor.submit = watched
    result = train_ensemble(
        SLOW, DATA, executor=executor, cache_dir=tmp_path, **SLOW_SETTINGS
    )
    assert_same(expected, result)
    assert set(client.run(os.getpid).values()) != set(workers.values())


def test_a_cluster_gets_the_data_once(client):
    executor = client.get_executor()
    submit, sent = executor.submit, []

    def watched(function, block, plan, data):
        sent.append(data)
        return submit(function, block, plan, data)

    executor.submit = watched
    result = train_ensemble(MANY, DATA, executor=executor, **SETTINGS)
    assert_same(train_ensemble(MANY, DATA, **SETTINGS), result)
    # Of each block's task the data are a reference to one and the same task's result.
    assert len(sent) > 1
    assert {type(data).__name__ for data in sent} == {"Future"}
    assert len({data.key for data in sent}) == 1
