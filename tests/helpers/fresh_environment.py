"""Environments made from nothing, in which the book runs as it does for its readers.

`colab` has what Colab's image brings, `binder` what environment.yml lists; both have
the package as it is in the checkout. Each takes a minute or two to install and 1.6 GB,
once in a run of the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from pinned import CONDA_ONLY, CONSTRAINTS, environment, pins

ROOT = Path(__file__).parents[2]
TORCH = f"torch=={CONSTRAINTS['torch']}"
COLAB = [
    f"{name}=={version}" for name, version in pins("tests/install/colab.txt").items()
]
BINDER = [
    str(requirement)
    for requirement in environment()
    if requirement.name not in CONDA_ONLY - {"jupyterlab"}
]
# What of the caller's environment must not reach into a fresh one.
LEAKS = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "IPYTHON", "XDG_", "MPL", "BOOK_")


class FreshEnvironment:
    """A virtual environment in `folder`, and beside it a home folder of its own."""

    def __init__(self, folder: Path, *requirements: str | Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        venv.create(folder / "venv", with_pip=True, symlinks=True)
        self.python = folder / "venv" / "bin" / "python"
        own = {k: v for k, v in os.environ.items() if not k.startswith(LEAKS)}
        self.variables = own | {
            "HOME": str(self.home),
            "PATH": f"{self.python.parent}{os.pathsep}{own['PATH']}",
            # Or a pip that is not this environment's would install for the caller.
            "PIP_REQUIRE_VIRTUALENV": "1",
        }
        self.kernels = folder / "kernels"
        self.describe_kernel()
        self.install(*requirements)

    def describe_kernel(self) -> None:
        """Write what starts this environment's Python as a kernel."""
        fresh = self.kernels / "fresh"
        fresh.mkdir(parents=True)
        launch = [str(self.python), "-m", "ipykernel_launcher"]
        spec = {
            "argv": [*launch, "-f", "{connection_file}"],
            "display_name": "Fresh",
            "language": "python",
        }
        (fresh / "kernel.json").write_text(json.dumps(spec), "utf8")

    def install(self, *requirements: str | Path) -> None:
        """Install with pip, which keeps to the caller's own cache."""
        install = [self.python, "-m", "pip", "install", "-q", "--progress-bar", "off"]
        home = {"HOME": os.environ.get("HOME", str(self.home))}
        done = subprocess.run(
            [*install, *requirements],
            env=self.variables | home,
            cwd=self.folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{requirements}:\n{done.stderr}"

    def call(self, *command: str | Path, cwd: Path | None = None) -> str:
        """What a command prints that runs with this environment first on the PATH."""
        return subprocess.run(
            command,
            env=self.variables,
            cwd=cwd or self.folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def versions(self) -> dict[str, str]:
        """The version of each package that is installed."""
        frozen = self.call(self.python, "-m", "pip", "list", "--format=freeze")
        return dict(line.split("==") for line in frozen.splitlines())

    def run(self, notebook: Path, folder: Path) -> NotebookNode:
        """The notebook, executed in `folder` by a kernel of this environment.

        Raises
        ------
        nbclient.exceptions.CellExecutionError
            If a cell fails.
        """
        manager = AsyncKernelManager(
            kernel_name="fresh",
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(self.kernels)]),
        )
        executed = nbformat.read(notebook, as_version=4)
        client = NotebookClient(executed, km=manager, timeout=600)
        return client.execute(cwd=str(folder), env=self.variables, cleanup_kc=True)


def copy_of_checkout(folder: Path) -> Path:
    """The checkout's files, without what `.gitignore` names, copied into `folder`.

    Whether or not git knows of them: the zip that a repository's site serves has no
    history.
    """
    lines = (ROOT / ".gitignore").read_text("utf8").split()
    ignored = shutil.ignore_patterns(".git", *(line.strip("/") for line in lines))
    shutil.copytree(ROOT, folder, ignore=ignored, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip what needs pip to find packages, where it finds none."""
    ask = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "1"]
    folder = tmp_path_factory.mktemp("download")
    asked = subprocess.run([*ask, "-d", folder, "pip"], capture_output=True)
    if asked.returncode:
        pytest.skip("needs a package index that pip can reach")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps"]
    build += ["--no-build-isolation", "--no-index", "-w", folder, ROOT]
    subprocess.run(build, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def colab(package_index: None, wheel: Path) -> Iterator[FreshEnvironment]:
    """What Colab's image brings, and the package installed over it."""
    with tempfile.TemporaryDirectory(prefix="colab-") as folder:
        environment = FreshEnvironment(Path(folder), TORCH, *COLAB)
        environment.install(wheel)
        yield environment


@pytest.fixture(scope="session")
def binder(package_index: None) -> Iterator[FreshEnvironment]:
    """What environment.yml lists, from pip; the package is left to postBuild."""
    with tempfile.TemporaryDirectory(prefix="binder-") as folder:
        yield FreshEnvironment(Path(folder), TORCH, *BINDER)
