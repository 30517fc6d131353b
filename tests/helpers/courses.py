"""A course in a folder of its own, run step by step as an instructor would."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tools.grading import assemble, sandbox

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "tests" / "grading"
KEYS = ROOT / "tests" / "keys"
PYTHON = ROOT / ".venv-grading" / "bin" / "python"

grading = pytest.mark.skipif(
    not PYTHON.exists() or bool(sandbox.missing()),
    reason="grading is not tested here: "
    + (
        sandbox.missing() or "there is no .venv-grading (make .venv-grading/.installed)"
    ),
)


def course(step, folder, *arguments, expect=0, **environment):
    """Run one step, which ends with `expect`, or anyhow if None; what it said."""
    done = subprocess.run(
        [PYTHON, "-m", "tools.grading.course", step, folder, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert expect in (None, done.returncode), done.stdout + done.stderr
    return done.stdout + done.stderr


def assembled(folder, *arguments):
    """A course with its assignments made."""
    assert assemble.main(["course", str(folder), *map(str, arguments)]) == 0
    course("assignments", folder)
    return folder
