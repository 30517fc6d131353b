"""A sweep of any length, given part by part, holding no more than a block."""

import subprocess
import sys
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
import small_ensembles
from hypothesis import example, given
from hypothesis import strategies as st
from small_ensembles import DATA, MANY, SCORES, assert_same

from lib.ensemble import settings
from lib.ensemble.block import train_block
from lib.ensemble.settings import Run, check_run, check_runs
from lib.ensemble.train import stream_ensemble, train_ensemble

SETTINGS = dict(steps=20, eval_at=[2, 20], progress=False)


def joined(parts):
    """All parts as dictionaries by run."""
    return {
        run: [getattr(part, name)[i].tolist() for name in SCORES]
        for part in parts
        for i, run in enumerate(part.runs)
    }


def test_the_parts_are_the_whole():
    whole = train_ensemble(MANY, DATA, **SETTINGS)
    parts = list(stream_ensemble([*MANY, MANY[3]], DATA, **SETTINGS))
    assert len(parts) > 1
    runs = [run for part in parts for run in part.runs]
    assert sorted(runs) == sorted(MANY)
    found = joined(parts)
    for i, run in enumerate(MANY):
        assert found[run] == [getattr(whole, name)[i].tolist() for name in SCORES]


def test_a_run_that_is_asked_for_twice_is_given_twice():
    twice = train_ensemble([MANY[1], MANY[0], MANY[1]], DATA, **SETTINGS)
    assert twice.runs == [MANY[1], MANY[0], MANY[1]]
    assert_same(twice, twice, [0], [2])
    assert_same(train_ensemble(MANY[:2], DATA, **SETTINGS), twice, [0, 1], [1, 0])


def test_kept_parts_come_first_and_only_those_asked_for(tmp_path):
    train_ensemble(MANY[:20], DATA, cache_dir=tmp_path, **SETTINGS)
    some = [*MANY[15:25]]
    parts = list(stream_ensemble(some, DATA, cache_dir=tmp_path, **SETTINGS))
    assert sorted(run for part in parts for run in part.runs) == sorted(some)
    first = {run for part in parts[:1] for run in part.runs}
    assert first <= set(MANY[:20])


def test_left_early_it_stops_and_keeps_what_was_finished(tmp_path, monkeypatch):
    trained = []

    def spy(block, plan, data):
        trained.append(block)
        return train_block(block, plan, data)

    monkeypatch.setattr("lib.ensemble.schedule.train_block", spy)
    parts = stream_ensemble(MANY, DATA, cache_dir=tmp_path, **SETTINGS)
    first = next(parts)
    parts.close()
    assert len(trained) == 1
    trained.clear()
    rest = list(stream_ensemble(MANY, DATA, cache_dir=tmp_path, **SETTINGS))
    assert sorted(rest[0].runs) == sorted(first.runs)
    assert sorted(run for block in trained for run in block) == sorted(
        set(MANY) - set(first.runs)
    )


def test_a_mistake_is_said_at_once_not_with_the_first_part():
    with pytest.raises(ValueError, match="steps must be"):
        stream_ensemble(MANY, DATA, steps=0, eval_at=[1])
    with pytest.raises(TypeError, match="widths"):
        stream_ensemble(MANY, DATA, widths=3, **SETTINGS)


NUMBERS = st.sampled_from(
    [0, 0.0, -0.0, 1, 1.0, 0.5, True, -1, 2**64, 2**64 - 1, 1e300, inf, nan, None, "1"]
)
VALUES = NUMBERS | st.sampled_from([np.float64(0.5), np.int64(3)])


@given(st.tuples(*[VALUES] * 6))
@example((0.1, 0.0, 32, 1000, 0.0, 0))
@example((0.1, 0.0, 33, 32, 0.0, 0))
def test_only_what_a_full_check_would_leave_alone_is_waved_through(values):
    run = Run(*values)
    if settings._is_plain(run):
        assert repr(check_run(run)) == repr(run)


def test_what_looks_like_a_run_is_none():
    values = tuple(Run())
    assert settings._is_plain(Run())
    assert not settings._is_plain(values)
    with pytest.raises(ValueError, match="must be a Run"):
        check_runs([values], 1000)


MEASURE = """
import resource, sys
from small_ensembles import DATA
from lib.ensemble import stream_ensemble, sweep
runs = sweep(lr=[.1, .2], batch_size=4, n_train=20, seed=range({}))
first = True
for part in stream_ensemble(runs, DATA, steps=2, eval_at=[1, 2], progress=False):
    if first:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = False
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no getrusage")
def test_memory_does_not_grow_with_the_number_of_parts():
    here = Path(small_ensembles.__file__).parent
    paths = (str(here), str(here.parents[1]))
    code = f"import sys; sys.path[:0] = {paths!r}\n" + MEASURE.format(2000)
    grown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    # In KiB, on macOS in bytes. 4,000 runs' weights would be 20 times that.
    unit = 1024 if sys.platform == "darwin" else 1
    assert int(grown.stdout) < 2000 * unit
