"""Test the `lib` that an environment has installed, apart from the checkout.

Run by the environment's Python as `python -I tools/versions.py`, whose flag keeps the
checkout off the path. `make test-newest` and `make test-lowest` do so.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import requires, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "why-deep-nets-generalise"


def tests_of_lib(folder: Path) -> list[Path]:
    """The test files in `folder` that are of `lib`: the others test what uses it."""
    return sorted(folder.glob("lib/**/test_*.py"))


def check_installed() -> None:
    """SystemExit unless `lib` is the one among this environment's packages."""
    installed = Path(sysconfig.get_path("purelib"), "lib")
    found = find_spec("lib")
    where = Path(found.origin).parent if found else None
    if where != installed:
        sys.exit(f"lib must be imported from {installed}, not from {where}")


def versions() -> dict[str, str]:
    """Versions of Python and of all that the installed package asks for, by name."""
    from packaging.requirements import Requirement

    asked = map(Requirement, requires(PACKAGE) or [])
    names = [r.name for r in asked if not r.marker or r.marker.evaluate({"extra": ""})]
    return {"Python": platform.python_version()} | {n: version(n) for n in names}


def main() -> int:
    """Say which versions there are and run the tests of `lib`; pytest's exit status."""
    check_installed()
    print("\n".join(f"{name} {number}" for name, number in versions().items()))
    sys.stdout.flush()
    # Tests start programs of their own, which -I does not reach.
    environment = {key: os.environ[key] for key in os.environ if key != "PYTHONPATH"}
    with TemporaryDirectory() as folder:
        apart = Path(folder, "tests")
        for part in ("lib", "helpers"):
            shutil.copytree(ROOT / "tests" / part, apart / part)
        shutil.copy(ROOT / "tests" / "conftest.py", apart)
        shutil.copy(ROOT / "pyproject.toml", folder)
        pytest = [sys.executable, "-I", "-m", "pytest", "-m", "not slow", "-rs"]
        command = [*pytest, *sys.argv[1:], *tests_of_lib(apart)]
        return subprocess.run(command, cwd=folder, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
