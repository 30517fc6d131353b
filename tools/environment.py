"""Make the environments in which the book is built; for any Python, with nothing else.

`python tools/environment.py check FOLDER` has an environment that is not what it should
be made anew; `make FOLDER` makes one; `torch FOLDER REQUIREMENT` installs PyTorch's
build for CPU where it can be had.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

OLDEST = (3, 10)
INDEX = "https://download.pytorch.org/whl/cpu"
"""Where PyTorch's builds for CPU are; the variable TORCH_INDEX names another place."""
PATIENCE = 3.0
DONE = ".installed"


def fault(folder: Path) -> str | None:
    """Why an environment cannot be gone on with; None if it can."""
    settings = folder / "pyvenv.cfg"
    if not settings.is_file():
        return "it is not whole"
    lines = [line.partition("=") for line in settings.read_text("utf8").splitlines()]
    version = {key.strip(): value.strip() for key, _, value in lines}.get("version", "")
    wanted = "{}.{}".format(*sys.version_info[:2])
    if version.split(".")[:2] != wanted.split("."):
        return f"it has Python {version}, and this is Python {wanted}"
    if not (folder / "bin" / "python").exists():
        return "its Python is gone"
    pip = folder / "bin" / "pip"
    if not pip.is_file():
        return "it has no pip"
    # The program names its own Python, by the folder's name when it was made.
    if str(folder.resolve()) not in pip.read_text("utf8", "replace")[:1000]:
        return "it was made in a folder of another name"
    return None


def check(folder: Path) -> int:
    """Forget that an environment is finished if it has a fault; it says which."""
    if folder.is_dir():
        why = fault(folder)
        if why is not None:
            print(f"{folder} is made anew: {why}", file=sys.stderr)
            (folder / DONE).unlink(missing_ok=True)
    return 0


def make(folder: Path) -> int:
    """Make the environment unless a sound one is there; 1 and why, if it fails."""
    if sys.version_info < OLDEST:
        needed, here = (".".join(map(str, v[:2])) for v in (OLDEST, sys.version_info))
        print(
            f"the book needs Python {needed} or later, and this is {here}: name a "
            "later one, such as PYTHON=python3.11",
            file=sys.stderr,
        )
        return 1
    if folder.is_dir() and fault(folder) is None:
        return 0
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True
    )
    if done.returncode or fault(folder):
        shutil.rmtree(folder, ignore_errors=True)
        said = (done.stdout + done.stderr).strip() or "it made one without pip"
        print(
            f"{sys.executable} cannot make an environment (on Debian and Ubuntu, "
            f"`apt-get install python3-venv` helps):\n{said}",
            file=sys.stderr,
        )
        return 1
    return 0


def torch(folder: Path, requirement: str) -> int:
    """Install PyTorch from the index of its builds for CPU, and nothing but it.

    It leaves the choice to pip on systems whose ordinary packages are for CPU, with
    GPU=1 in the environment, and where the index does not answer.
    """
    index = os.environ.get("TORCH_INDEX") or INDEX
    if platform.system() != "Linux" or os.environ.get("GPU", "") not in ("", "0"):
        return 0
    if not answers(f"{index.rstrip('/')}/torch/"):
        print(f"{index} does not answer: pip chooses the build of PyTorch")
        return 0
    install = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q"]
    apart = ["--progress-bar", "off", "--no-deps", "--index-url", index, requirement]
    if subprocess.run([*install, *apart]).returncode:
        print(f"{index} has no {requirement} for here: pip chooses the build")
    return 0


def answers(address: str) -> bool:
    """Whether a page can be had, tried once, for `PATIENCE` seconds at most."""
    request = urllib.request.Request(address, headers={"User-Agent": "book"})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status == 200
    except (OSError, ValueError):
        return False


def main(arguments: list[str]) -> int:
    """Run one of the commands above."""
    command, folder, *more = arguments
    return {"check": check, "make": make, "torch": torch}[command](Path(folder), *more)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
