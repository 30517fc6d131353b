"""The lists of requirements agree, and the package holds `lib` and nothing else."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import tomllib
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from pinned import CONDA_ONLY, CONSTRAINTS, PIN, environment, lines_of, pins

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OWN = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = [
    Requirement(line)
    for group in PROJECT["project"]["optional-dependencies"].values()
    for line in group
]


@pytest.mark.parametrize("name", ["constraints.txt", "tests/laplace-torch.txt"])
def test_only_exact_pins(name):
    assert [line for line in lines_of(name) if not PIN.fullmatch(line)] == []
    assert len(pins(name)) == len(lines_of(name)), "a package is pinned twice"


@pytest.mark.parametrize("requirement", [*OWN, *EXTRAS], ids=str)
def test_requirement_is_pinned_within_its_range(requirement):
    version = CONSTRAINTS.get(canonicalize_name(requirement.name))
    assert version, f"{requirement.name} is not in constraints.txt"
    assert requirement.specifier.contains(version, prereleases=True)


@pytest.mark.parametrize("requirement", environment(), ids=str)
def test_environment_admits_the_pin(requirement):
    if requirement.name in CONDA_ONLY:
        return
    version = CONSTRAINTS.get(canonicalize_name(requirement.name))
    assert version, f"{requirement.name} is not in constraints.txt"
    assert requirement.specifier.contains(version, prereleases=True)


@pytest.mark.parametrize("requirement", OWN, ids=str)
def test_environment_has_what_the_package_needs_in_the_same_range(requirement):
    ranges = {canonicalize_name(r.name): r.specifier for r in environment()}
    assert ranges.get(canonicalize_name(requirement.name)) == requirement.specifier


def test_environment_python_is_one_the_package_allows():
    python = next(r for r in environment() if r.name == "python")
    minor = str(python.specifier).removeprefix("==").removesuffix(".*")
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains(minor)


def test_environment_leaves_the_package_to_postbuild():
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    local = [e for e in map(str, entries) if "-e" in e.split() or "./" in e]
    assert local == []
    assert "pip install --no-deps ." in (ROOT / "postBuild").read_text()


def test_lib_is_found_from_a_folder_with_a_lib_of_its_own(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "notes.txt").write_text("not a package")
    where = subprocess.run(
        [sys.executable, "-c", "import lib.seeds; print(lib.seeds.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(where).samefile(ROOT / "lib" / "seeds.py")


def test_the_wheel_is_told_to_hold_lib():
    assert PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["lib"]


@pytest.mark.skipif(
    importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed"
)
def test_the_wheel_holds_lib_alone(tmp_path):
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps"]
    build += ["--no-build-isolation", "--no-index", "-w", tmp_path, ROOT]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"lib"}
    sources = {path.name for path in (ROOT / "lib").glob("*.py")}
    assert sources <= {Path(name).name for name in names}
