"""The lists of requirements agree, and the package holds `lib` and nothing else."""

import importlib.util
import re
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

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
OWN = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
EXTRAS = [
    Requirement(line)
    for group in PROJECT["project"]["optional-dependencies"].values()
    for line in group
]
PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)")
# conda-forge splits or renames some packages.
FROM_CONDA = {"pytorch-cpu": "torch", "matplotlib-base": "matplotlib"}
# jupyterlab is what Binder shows the chapters in; the book itself has no use for it.
CONDA_ONLY = {"python", "pip", "jupyterlab"}


def lines_of(name):
    lines = (ROOT / name).read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and line[0] != "#"]


def pins(name):
    return {
        canonicalize_name(found[1]): found[2]
        for found in map(PIN.fullmatch, lines_of(name))
        if found
    }


def environment():
    """Requirements of environment.yml by the names they have on the package index."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    from_pip = [line for e in entries if isinstance(e, dict) for line in e["pip"]]
    from_conda = [
        # conda's single = is a prefix match.
        Requirement(re.sub(r"(?<![=<>!~])=(?!=)(.+)", r"==\1.*", entry))
        for entry in entries
        if isinstance(entry, str)
    ]
    for requirement in from_conda:
        requirement.name = FROM_CONDA.get(requirement.name, requirement.name)
    return [*from_conda, *map(Requirement, from_pip)]


CONSTRAINTS = pins("constraints.txt")


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
