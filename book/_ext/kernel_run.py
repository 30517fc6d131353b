"""Execute one notebook in a kernel of its own, and weigh it: a program of its own.

In a process that does nothing else, the resources used by ended children are those of
this one kernel.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from libimports import imported, imported_by_cells
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
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


def run(path: Path, timeout: int) -> dict[str, object]:
    """Execute the notebook at `path` in place, in an empty temporary folder.

    Returns
    -------
    dict
        `execution_seconds` of the wall clock, `cpu_seconds` and `peak_mb` of the
        kernel, `executed_at`, in UTC, and `versions`; but if a cell failed, only its
        source and traceback as `failure`.
    """
    notebook = nbformat.read(path, as_version=4)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    notebook.cells.append(nbformat.v4.new_code_cell(LOADED))
    running: list[str] = []
    failure = None
    start = time.perf_counter()
    with TemporaryDirectory() as folder, TemporaryDirectory() as sockets:
        client = NotebookClient(
            notebook,
            config=socket_files(Path(sockets)),
            timeout=timeout,
            resources={"metadata": {"path": folder}},
            # Written into the cells, the timing would hide them from jupyter-cache.
            record_timing=False,
            # Recorded, the state of the widgets would bloat every page that has one.
            store_widget_state=False,
            on_cell_start=lambda cell, cell_index: running.append(cell.source),
        )
        try:
            client.execute()
        except CellExecutionError as error:
            failure = COLOUR.sub("", str(error))
        except Exception as error:
            cell = running[-1] if running else "(none was started)"
            failure = f"{type(error).__name__}: {error}\nin the cell\n{cell}"
    seconds = time.perf_counter() - start
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
    names = {name for path in library for name in imported(_read(path), loaded)}
    names |= imported_by_cells(cells, loaded)
    used = sorted(names, key=str.lower)
    return {"Python": python} | {name: loaded[name] for name in used}


def _read(path: str) -> str:
    return Path(path).read_text("utf8")


def socket_files(folder: Path) -> Config:
    """Have the kernel talk through files in `folder`.

    Kernels that start at the same time can be given the same TCP ports.
    """
    manager = {"transport": "ipc", "connection_file": str(folder / "kernel.json")}
    return Config(KernelManager=manager)


if __name__ == "__main__":
    notebook_path = Path(sys.argv[1])
    result = run(notebook_path, int(sys.argv[2]))
    notebook_path.with_suffix(".json").write_text(json.dumps(result))
