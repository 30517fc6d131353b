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
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def run(path: Path, timeout: int) -> dict[str, float | str]:
    """Execute the notebook at `path` in place, in an empty temporary folder.

    Returns
    -------
    dict
        `execution_seconds` of the wall clock, `cpu_seconds` and `peak_mb` of the
        kernel; and if a cell failed, its source and traceback as `failure`.
    """
    notebook = nbformat.read(path, as_version=4)
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
    nbformat.write(notebook, path)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    record: dict[str, float | str] = {
        "execution_seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
    }
    return record if failure is None else {**record, "failure": failure}


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
