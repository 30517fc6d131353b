"""What was finished is never trained again, and what was damaged never believed."""

import os
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from test_ensemble import DATA, MANY, assert_same, blobs, normalised
from torch import nn

from lib import ensemble_cache
from lib.ensemble import sweep, train_ensemble
from lib.ensemble_block import train_block
from lib.ensemble_schedule import blocks

SETTINGS = dict(steps=20, eval_at=[2, 20], progress=False)
SOME = MANY[:20]


@pytest.fixture
def trained(monkeypatch):
    """The runs trained since it was last emptied."""
    runs = []

    def spy(block, plan, data):
        runs.extend(block)
        return train_block(block, plan, data)

    monkeypatch.setattr("lib.ensemble_schedule.train_block", spy)
    return runs


def test_what_was_finished_is_not_trained_again(tmp_path, trained):
    first = train_ensemble(SOME, DATA, cache_dir=tmp_path / "a" / "b", **SETTINGS)
    assert sorted(trained) == sorted(SOME)
    trained.clear()
    again = train_ensemble(SOME, DATA, cache_dir=str(tmp_path / "a" / "b"), **SETTINGS)
    assert trained == []
    assert_same(first, again)
    assert_same(first, train_ensemble(SOME, DATA, **SETTINGS))


def test_a_changed_sweep_trains_only_what_is_new(tmp_path, trained):
    first = train_ensemble(MANY[:12], DATA, cache_dir=tmp_path, **SETTINGS)
    trained.clear()
    second = train_ensemble(MANY[20:5:-1], DATA, cache_dir=tmp_path, **SETTINGS)
    assert sorted(trained) == sorted(MANY[12:21])
    assert_same(second, train_ensemble(MANY[20:5:-1], DATA, **SETTINGS))
    assert_same(first, second, slice(6, 12), slice(-1, -7, -1))


@pytest.mark.parametrize(
    "changes",
    [
        dict(steps=21),
        dict(eval_at=[3, 20]),
        dict(sampling="without"),
        dict(hidden=(5,)),
        dict(model=normalised),
        dict(data=blobs(seed=1)),
        dict(data=DATA._replace(y_test=DATA.y_test.flip(0))),
    ],
)
def test_anything_that_matters_makes_it_new(tmp_path, trained, changes):
    train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    trained.clear()
    options = {"data": DATA, **SETTINGS, **changes}
    train_ensemble(SOME[:2], options.pop("data"), cache_dir=tmp_path, **options)
    assert sorted(trained) == sorted(SOME[:2])


def test_other_code_makes_it_new(tmp_path, trained, monkeypatch):
    train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    trained.clear()
    for path in Path(ensemble_cache.__file__).parent.glob("ensemble*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes() + b"\n")
    monkeypatch.setattr(ensemble_cache, "__file__", str(tmp_path / "ensemble_cache.py"))
    train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    assert sorted(trained) == sorted(SOME[:2])


def scaled(factor):
    class Scaled(nn.Linear):
        def reset_parameters(self):
            nn.init.zeros_(self.weight)
            nn.init.zeros_(self.bias)

        def forward(self, x):
            return super().forward(x) * factor

    return lambda: Scaled(6, 3)


def test_another_number_in_a_closure_makes_it_new(tmp_path, trained):
    settings = dict(cache_dir=tmp_path, **SETTINGS)
    train_ensemble(SOME[:2], DATA, model=scaled(1.0), **settings)
    trained.clear()
    state = torch.get_rng_state()
    train_ensemble(SOME[:2], DATA, model=scaled(1.0), **settings)
    assert torch.equal(torch.get_rng_state(), state)
    assert trained == []
    train_ensemble(SOME[:2], DATA, model=scaled(2.0), **settings)
    assert sorted(trained) == sorted(SOME[:2])


def flip(text, place):
    return text[:place] + bytes([text[place] ^ 4]) + text[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: b"",
        lambda text: text[:20],
        lambda text: text[:-1],
        lambda text: text + b"\0",
        lambda text: flip(text, 0),
        lambda text: flip(text, 50),
        lambda text: flip(text, len(text) - 3),
    ],
)
def test_a_damaged_file_is_noticed_and_made_again(tmp_path, trained, damage):
    first = train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    path = sorted(tmp_path.rglob("*.runs"))[1]
    path.write_bytes(damage(path.read_bytes()))
    trained.clear()
    with pytest.warns(UserWarning, match=f"{path.name} is damaged"):
        again = train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    assert 0 < len(trained) < len(SOME)
    assert_same(first, again)
    trained.clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    assert trained == []


def test_a_file_left_half_written_is_not_read(tmp_path, trained):
    first = train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    path = min(tmp_path.rglob("*.runs"))
    path.rename(path.with_name("half.tmp"))
    assert_same(first, train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS))


def test_seeds_and_steps_too_large_for_a_float_are_kept(tmp_path, trained):
    runs = sweep(n_train=20, batch_size=2, seed=[2**64 - 1, 2**64 - 2, 2**53 + 1])
    first = train_ensemble(runs, DATA, cache_dir=tmp_path, **SETTINGS)
    trained.clear()
    again = train_ensemble(runs, DATA, cache_dir=tmp_path, **SETTINGS)
    assert trained == []
    assert_same(first, again)


KILLED = """
import sys
sys.path[:0] = {path!r}
from test_ensemble_cache import LONG, LONG_SETTINGS
from test_ensemble import DATA
from lib.ensemble import train_ensemble
train_ensemble(LONG, DATA, cache_dir=sys.argv[1], **LONG_SETTINGS)
"""
LONG = sweep(lr=[0.1, 0.2], batch_size=[1, 2, 3, 5, 8, 13], n_train=20, seed=range(8))
LONG_SETTINGS = dict(steps=2000, eval_at=[2000], progress=False)


def test_killed_at_any_moment_and_called_again(tmp_path, trained):
    code = KILLED.format(path=[str(Path(__file__).parent), *sys.path])
    expected = train_ensemble(LONG, DATA, **LONG_SETTINGS)
    for _ in range(2):
        count = len(list(tmp_path.rglob("*.runs")))
        process = subprocess.Popen([sys.executable, "-c", code, tmp_path])
        patience = time.monotonic() + 60
        while len(list(tmp_path.rglob("*.runs"))) <= count:
            assert process.poll() is None and time.monotonic() < patience
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    trained.clear()
    result = train_ensemble(LONG, DATA, cache_dir=tmp_path, **LONG_SETTINGS)
    assert_same(expected, result)
    # Two blocks or more were kept, of six that hold 16 runs each.
    assert len(trained) <= 64
    assert len(trained) % 16 == 0


def test_the_killed_sweep_has_six_blocks():
    from lib.ensemble_settings import check_data, check_plan

    plan = check_plan((64,), 5, [5], "replace", None, "cpu")
    cut = blocks(LONG, plan, check_data(DATA), 1000)
    assert [len(block) for block in cut] == [16] * 6


def test_results_are_plain_numbers_that_any_numpy_reads(tmp_path):
    train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    for path in tmp_path.rglob("*.runs"):
        with path.open("rb") as file:
            file.seek(32)
            table = np.load(file, allow_pickle=False)
        assert {"lr", "seed", "scores", "diverged_at"} <= set(table.dtype.names)
