"""What `make test-newest` and `make test-lowest` run: `lib`'s tests, and no others."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tomllib
import torch
from packaging.requirements import Requirement

from tools import versions

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# Of Colab's image in 2025.
COLAB = {
    "numpy": "2.0.2",
    "scipy": "1.16.0",
    "matplotlib": "3.10.0",
    "ipywidgets": "7.7.1",
    "mlxtend": "0.23.4",
    "pooch": "1.8.2",
}


def test_every_module_of_lib_with_tests_of_its_own_is_tested():
    chosen = set(versions.tests_of_lib(ROOT / "tests"))
    for room in (ROOT / "lib").rglob("[!_.]*.py"):
        own = room.relative_to(ROOT).with_name(f"test_{room.name}")
        if (ROOT / "tests" / own).exists():
            assert ROOT / "tests" / own in chosen
    assert len(chosen) > 30


def test_what_uses_lib_is_not_tested():
    chosen = [path.read_text() for path in versions.tests_of_lib(ROOT / "tests")]
    assert chosen
    wanted = re.compile(r"^(?:from|import) (tools|tiny_book|nbformat)\b", re.MULTILINE)
    assert [found for text in chosen for found in wanted.findall(text)] == []


def test_versions_are_those_of_what_the_package_asks_for():
    found = versions.versions()
    assert found.pop("Python") == sys.version.split()[0]
    assert set(found) == {Requirement(line).name for line in PROJECT["dependencies"]}
    assert found["numpy"] == np.__version__ and found["torch"] == torch.__version__


def test_a_lib_that_is_not_among_the_installed_packages_is_refused():
    """As here, where the package is installed so that the checkout's is found."""
    program = ROOT / "tools" / "versions.py"
    done = subprocess.run(
        [sys.executable, "-I", program], capture_output=True, text=True
    )
    assert done.returncode != 0
    assert re.search(r"lib must be imported from .*site-packages", done.stderr)


@pytest.mark.parametrize("name", COLAB)
def test_colab_has_versions_within_the_ranges(name):
    ranges = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}
    assert ranges[name].contains(COLAB[name])
