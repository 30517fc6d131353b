"""Run a notebook in a kernel of its own, apart from what the user has set up.

Both the build and `make claims` run pages with it. As a program,
`python -m tools.kernel NOTEBOOK ROOT TIMEOUT`, it weighs the kernel too: in a process
that does nothing else, the resources used by ended children are those of this one
kernel.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from tools.imports import asked, asked_by_cells, packages

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
THREADS = ("OMP", "MKL", "OPENBLAS", "NUMEXPR", "VECLIB_MAXIMUM")
# What of the user's own settings would show on a page, besides those that are replaced.
PRIVATE = ("MATPLOTLIB", "PYTHONSTARTUP", "BOOK_CLAIMS")
# A socket's path may have 107 bytes, and the kernel's own part takes some thirty.
LONGEST = 70
MIME = "application/vnd.book.loaded+json"
# Run last, in the kernel: what else would know what it had loaded?
LOADED = f"""
def _loaded():
    import platform, sys
    from importlib.metadata import packages_distributions, version
    from IPython.display import display

    # Not from the modules: in some, Matplotlib's too, a version is made when asked for.
    packages = packages_distributions()
    loaded = {{
        name: version(packages[name][0])
        for name in sys.modules.keys() & packages.keys() - {{"lib"}}
    }}
    files = {{
        name: getattr(module, "__dict__", {{}}).get("__file__")
        for name, module in sys.modules.items()
    }}
    library = [
        path for name, path in files.items() if path and name.split(".")[0] == "lib"
    ]
    found = dict(python=platform.python_version(), loaded=loaded, library=library)
    display({{{MIME!r}: found}}, raw=True)

_loaded()
"""


class Kernel(AsyncKernelManager):
    """Starts this very Python, whatever kernels the user has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start."""
        program = [sys.executable, "-m", "ipykernel_launcher"]
        return KernelSpec(
            argv=[*program, "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
        )


class Ran(NamedTuple):
    """How a run went: its seconds of the wall clock, and what stopped it, if anything.

    `failure` has the source and the traceback of the cell.
    """

    seconds: float
    failure: str | None


def run(
    notebook: NotebookNode,
    root: Path,
    timeout: int,
    *,
    go_on: bool = False,
    **variables: str,
) -> Ran:
    """Execute `notebook` in place, in an empty temporary folder, on one thread.

    Parameters
    ----------
    notebook
        Its code cells get their outputs.
    root
        The book's folder: its `lib` is the one that is imported.
    timeout
        Seconds that a cell may take.
    go_on
        Whether to go on after a cell that fails.
    **variables
        Of the environment, over those of this process.
    """
    running: list[str] = []
    failure = None
    start = time.perf_counter()
    with surroundings(root) as (environment, own), TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            km=Kernel(**own),
            timeout=timeout,
            allow_errors=go_on,
            resources={"metadata": {"path": folder}},
            # Written into the cells, the timing would hide them from jupyter-cache.
            record_timing=False,
            # Recorded, the state of the widgets would bloat every page that has one.
            store_widget_state=False,
            on_cell_start=lambda cell, cell_index: running.append(cell.source),
        )
        try:
            client.execute(env=environment | variables, cleanup_kc=True)
        except CellExecutionError as error:
            failure = COLOUR.sub("", str(error))
        except Exception as error:
            cell = running[-1] if running else "(none was started)"
            failure = f"{type(error).__name__}: {error}".strip()
            failure = failure if go_on else f"{failure}\nin the cell\n{cell}"
    return Ran(time.perf_counter() - start, failure)


@contextlib.contextmanager
def surroundings(root: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The environment of a kernel, and how it is talked to, for as long as it runs."""
    root = Path(root).resolve()
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(PRIVATE)
    }
    path = [str(root), *filter(None, [kept.get("PYTHONPATH")])]
    environment = kept | {f"{name}_NUM_THREADS": "1" for name in THREADS}
    environment |= {
        "PYTHONPATH": os.pathsep.join(path),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(fonts(root / "_build" / ".matplotlib")),
    }
    with TemporaryDirectory(prefix="k", dir=short_folder()) as own:
        # Empty folders, in which nothing of the user's is found.
        for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
            environment[name] = str(Path(own, name.lower()))
        file = str(Path(own, "kernel.json"))
        if os.name == "nt" or len(file.encode()) > LONGEST:
            yield environment, {"connection_file": file}
        else:
            # Kernels that start at the same time can be given the same TCP ports.
            yield environment, {"connection_file": file, "transport": "ipc"}


def short_folder() -> str:
    """Where temporary folders go, or, where that has a long name, one with a short."""
    for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        if len(folder.encode()) <= LONGEST - 30 and os.access(folder, os.W_OK):
            return folder
    return tempfile.gettempdir()


def fonts(folder: Path) -> Path:
    """A folder of Matplotlib's own, with its list of fonts.

    Making the list takes long enough that Matplotlib says so, on the page.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir())
    if not any(folder.glob("fontlist*.json")):
        code = "import matplotlib.font_manager"
        settings = os.environ | {"MPLCONFIGDIR": str(folder)}
        subprocess.run(
            [sys.executable, "-c", code], env=settings, capture_output=True, check=False
        )
    return folder


def weighed(path: Path, root: Path, timeout: int) -> dict[str, object]:
    """Execute the notebook at `path` in place, as a page of the book in `root`.

    Returns
    -------
    dict
        `execution_seconds` of the wall clock, `cpu_seconds` and `peak_mb` of the
        kernel, `executed_at`, in UTC, and `versions`; but if a cell failed, only its
        source and traceback as `failure`.
    """
    import resource

    notebook = nbformat.read(path, as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells.append(nbformat.v4.new_code_cell(LOADED))
    seconds, failure = run(notebook, root, timeout)
    last = notebook.cells.pop()
    nbformat.write(notebook, path)
    if failure is not None:
        return {"failure": failure}
    # Bars and late prints of earlier cells may be among the outputs too.
    (found,) = (o.data[MIME] for o in last.outputs if MIME in o.get("data", {}))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "execution_seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "executed_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "versions": versions(cells, **found),
    }


def versions(
    cells: list[str], python: str, loaded: dict[str, str], library: list[str]
) -> dict[str, str]:
    """Versions of Python and of those `loaded` that the cells or `library` import."""
    asks = asked_by_cells(cells).union(
        *(asked(Path(path).read_text("utf8")) for path in library)
    )
    used = sorted(packages(asks, loaded), key=str.lower)
    return {"Python": python} | {name: loaded[name] for name in used}


if __name__ == "__main__":
    notebook_path = Path(sys.argv[1])
    result = weighed(notebook_path, Path(sys.argv[2]), int(sys.argv[3]))
    notebook_path.with_suffix(".json").write_text(json.dumps(result), "utf8")
