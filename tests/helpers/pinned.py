"""What the lists of requirements say, by the names of the package index."""

import re
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
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
