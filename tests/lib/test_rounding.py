"""The one variable that importing `lib` sets: where it is absent, before MKL asks."""

import os
import subprocess
import sys

import pytest

SAY = "import os; print(os.environ.get('MKL_CBWR'))"


def said(code, **variables):
    environment = {key: os.environ[key] for key in os.environ if key != "MKL_CBWR"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | variables,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("module", ["lib", "lib.seeds", "lib.ensemble", "lib.checks"])
@pytest.mark.parametrize("first", ["", "import torch; "])
def test_it_is_set_where_it_is_absent(module, first):
    assert said(f"{first}import {module}; {SAY}") == ["AUTO"]


@pytest.mark.parametrize("value", ["COMPATIBLE", "AVX2", "OFF", ""])
def test_what_the_caller_has_set_stays(value):
    code = f"import lib; {SAY}; import lib.rounding; print(lib.rounding.FOUND)"
    assert said(code, MKL_CBWR=value) == [value, value]


def test_processes_started_from_here_have_it():
    code = (
        "import lib, multiprocessing as m, os, subprocess, sys\n"
        "if __name__ == '__main__':\n"
        f"    subprocess.run([sys.executable, '-c', {SAY!r}])\n"
        "    with m.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.apply(os.getenv, ['MKL_CBWR']))\n"
    )
    assert said(code) == ["AUTO", "AUTO"]


def test_it_is_known_whether_torch_was_there_before():
    tell = "import lib.rounding; print(lib.rounding.TORCH_WAS_THERE)"
    assert said(tell) == ["False"]
    assert said(f"import torch; {tell}") == ["True"]
