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
from small_ensembles import (
    DATA,
    LONG,
    LONG_SETTINGS,
    MANY,
    assert_same,
    blobs,
    normalised,
)
from torch import nn

from lib.ensemble import cache
from lib.ensemble.block import train_block
from lib.ensemble.schedule import blocks
from lib.ensemble.settings import sweep
from lib.ensemble.train import train_ensemble

SETTINGS = dict(steps=20, eval_at=[2, 20], progress=False)
SOME = MANY[:20]


@pytest.fixture
def trained(monkeypatch):
    """The runs trained since it was last emptied."""
    runs = []

    def spy(block, plan, data):
        runs.extend(block)
        return train_block(block, plan, data)

    monkeypatch.setattr("lib.ensemble.schedule.train_block", spy)
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
    code = cache.code_of_the_package()
    monkeypatch.setattr(cache, "code_of_the_package", lambda: code + b"\n")
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


def test_a_folder_that_cannot_be_written_to_is_refused_before_training(
    tmp_path, trained, monkeypatch
):
    """Root may write anywhere: the system's refusal is made here."""

    def refuse(*arguments, **options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(cache.tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(
        ValueError, match=r"cache_dir must be .*: Read-only file system"
    ):
        train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    assert trained == []


def test_what_was_trained_is_returned_though_the_disk_is_full(
    tmp_path, trained, monkeypatch
):
    true = cache.os.fsync
    saved = []

    def full(number):
        if len(saved) == 1:
            raise OSError(28, "No space left on device")
        saved.append(number)
        true(number)

    monkeypatch.setattr(cache.os, "fsync", full)
    with pytest.warns(
        UserWarning, match="not kept in cache_dir.*No space left"
    ) as said:
        result = train_ensemble(SOME, DATA, cache_dir=tmp_path, **SETTINGS)
    assert sum("not kept" in str(one.message) for one in said) == 1
    assert_same(result, train_ensemble(SOME, DATA, **SETTINGS))
    assert len(list(tmp_path.rglob("*.runs"))) == 1, "what was kept before stays"
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_tilde_is_the_home_folder(tmp_path, trained, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    train_ensemble(SOME[:2], DATA, cache_dir="~/results", **SETTINGS)
    assert list((tmp_path / "home/results").rglob("*.runs"))
    assert not (tmp_path / "~").exists()


def test_the_variable_that_rounding_depends_on_makes_it_new(
    tmp_path, trained, monkeypatch
):
    train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    trained.clear()
    monkeypatch.setenv("MKL_CBWR", "COMPATIBLE")
    train_ensemble(SOME[:2], DATA, cache_dir=tmp_path, **SETTINGS)
    assert sorted(trained) == sorted(SOME[:2])


def test_the_code_is_that_of_every_room_of_the_package():
    code = cache.code_of_the_package()
    rooms = [*Path(cache.__file__).parent.glob("[!.]*.py")]
    assert len(rooms) > 10
    for room in rooms:
        if room.name != "__init__.py":
            assert room.read_bytes() in code


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
from small_ensembles import DATA, LONG, LONG_SETTINGS
from lib.ensemble.train import train_ensemble
train_ensemble(LONG, DATA, cache_dir=sys.argv[1], **LONG_SETTINGS)
"""


def test_killed_at_any_moment_and_called_again(tmp_path, trained):
    code = KILLED.format(path=sys.path)
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
    from lib.ensemble.settings import check_data, check_plan

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
