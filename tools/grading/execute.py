"""Run a rebuilt notebook and mark its checks, from outside the sandbox of its kernel.

The notebook's file is written after each cell, with every check that has not passed as
failed, so that what stands there is right whenever the kernel, or the process that runs
this, comes to its end.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import os
import re
import resource
import subprocess
from pathlib import Path
from secrets import token_hex
from typing import Any

import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from tools.grading import sandbox

VERDICTS = {
    "CheckFailed": "A check that you can see failed.",
    "HiddenCheckFailed": "The checks that you can see passed; a hidden one failed.",
    "ChecksDisabled": "The checks did not run as they were written.",
    "TimedOut": "The time for this cell ran out.",
    "KernelDied": "The kernel died while this cell ran.",
    "NotRun": "The notebook did not get this far.",
}
HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS$.*", re.MULTILINE | re.DOTALL)
DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)
# What a browser cannot run: the instructor sees outputs, too.
SHOWN = ("text/plain", "text/latex", "image/png", "image/jpeg")
OUTPUT_BYTES, ONE_ERROR_BYTES, SUPERVISOR_BYTES = 2_000_000, 50_000, 4 * 2**30
START_SECONDS = 120
TIMEOUT = {"ename": "CellTimeoutError", "evalue": "", "traceback": []}


class Kernel(AsyncKernelManager):
    """A Python kernel of the book's environment, shut in unless `prefix` is empty."""

    prefix: tuple[str, ...] = ()

    @property
    def kernel_spec(self) -> KernelSpec:
        """How to start it; it is interrupted by a message, for signals stay outside."""
        launch = "-m ipykernel_launcher --HistoryManager.enabled=False -f".split()
        argv = [*self.prefix, str(sandbox.python()), *launch, "{connection_file}"]
        return KernelSpec(argv=argv, language="python", interrupt_mode="message")


class Marker(NotebookClient):
    """Executes a notebook whose checks pass only if they ran to their end and held."""

    def __init__(
        self, notebook: NotebookNode, path: Path, seconds: int, **options: Any
    ) -> None:
        super().__init__(notebook, on_cell_executed=self._keep, **options)
        self.path, self.seconds, self.timeout = path, seconds, START_SECONDS
        self.guard, self.guarded = f"guard_{token_hex(8)}", False
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [_verdict("NotRun")] if is_check(cell) else []
        self._save()

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, **options: Any
    ) -> NotebookNode:
        """Execute one cell; a check between what guards it and what it must fail."""
        if cell.cell_type != "code":
            return cell
        self.received = 0
        try:
            if not self.guarded:
                await self._run(self._setup(), cell_index)
                self.timeout, self.guarded = self.seconds, True
            if is_check(cell):
                cell.outputs = await self._check(cell.source, cell_index)
            else:
                cell.outputs = (await self._run(cell.source, cell_index)).outputs
        except CellTimeoutError:
            cell.outputs = [_verdict("TimedOut")]
            raise
        except DeadKernelError:
            cell.outputs = [_verdict("KernelDied")]
            raise
        finally:
            self.nb.cells[cell_index] = cell
            self._save()
        return cell

    async def _check(self, source: str, index: int) -> list[NotebookNode]:
        parts = {"CheckFailed": HIDDEN.sub("", source)}
        if hidden := HIDDEN.search(source):
            parts["HiddenCheckFailed"] = hidden[0]
        nodes = ast.walk(ast.Module(_parsed(source), []))
        used = {node.id for node in nodes if isinstance(node, ast.Name)}
        shadows = sorted(used & set(dir(builtins)))
        restore = f"__import__('sys').modules[{self.guard!r}].restore({shadows})"
        before = [ast.unparse(node) for node in released(self.nb.cells[:index])]
        outputs: list[NotebookNode] = []
        for verdict, part in parts.items():
            nonce = token_hex(16)
            restored = await self._run("\n".join([restore, *before]), index)
            run = await self._run(f"{part}\n{nonce!r}", index)
            canary = await self._run(f"assert not {nonce!r}, {nonce!r}", index)
            shown = [o.data.get("text/plain") for o in run.outputs if "data" in o]
            fails = [(error.ename, error.evalue) for error in _errors(canary)]
            outputs += [o for o in run.outputs if o.output_type != "execute_result"]
            if _errors(run):
                return [*outputs, _verdict("TimedOut" if run.late else verdict)]
            honest = repr(nonce) in shown and fails == [("AssertionError", nonce)]
            if _errors(restored) or not honest:
                return [*outputs, _verdict("ChecksDisabled")]
        for output in outputs:
            if output.output_type == "stream":
                output.name = "stdout"  # nbgrader takes one on stderr for a failure.
        return outputs

    async def _run(self, source: str, index: int) -> NotebookNode:
        part = new_code_cell(source)
        await super().async_execute_cell(part, index, store_history=False)
        name = self.reply["content"].get("ename")
        part.late = name == TIMEOUT["ename"]
        if self.reply["content"]["status"] != "ok" and not _errors(part):
            part.outputs.append(new_output("error", ename=name or "", evalue=""))
        return part

    def _keep(self, execute_reply: dict, **_: Any) -> None:
        self.reply = execute_reply

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> Any:
        """Take in what the kernel says, as far as it is wanted and not too long."""
        kind, content = msg["msg_type"], msg["content"]
        if kind in ("stream", "display_data", "execute_result", "error"):
            content.pop("transient", None)
            if "data" in content:
                data = content["data"].items()
                content["data"] = {kind: text for kind, text in data if kind in SHOWN}
            size = len(str(content))
            self.received += size
            room = kind in ("error", "execute_result") and size < ONE_ERROR_BYTES
            if self.received > OUTPUT_BYTES and not room:
                return None
        elif kind not in ("status", "execute_input", "clear_output"):
            return None
        return super().process_message(msg, cell, cell_index)

    def _setup(self) -> str:
        imports = [n for n in released(self.nb.cells) if isinstance(n, DEFINITIONS[:2])]
        names = {getattr(node, "module", None) for node in imports} - {None}
        names |= {a.name for n in imports if isinstance(n, ast.Import) for a in n.names}
        guard = Path(__file__).with_name("guard.py").read_text("utf8")
        keep = f"sys.modules[{self.guard!r}] = types.SimpleNamespace(restore=restore)"
        text = f"{guard}\nremember({sorted(names)})\n{keep}"
        return f"exec({text!r}, {{'__name__': {self.guard!r}}})"

    def _save(self) -> None:
        nbformat.write(self.nb, self.path.with_suffix(".new"))
        os.replace(self.path.with_suffix(".new"), self.path)


def is_check(cell: NotebookNode) -> bool:
    """Whether a machine grades the cell."""
    own = cell.metadata.get("nbgrader", {})
    code = cell.cell_type == "code"
    return code and own.get("grade", False) and not own.get("solution", False)


def released(cells: list[NotebookNode]) -> list[ast.stmt]:
    """What is put back before a check: imports, definitions, the student's numbers."""
    nodes = []
    for cell in cells:
        own = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not (
            own.get("solution") or cell.metadata.get("extra")
        ):
            whole = "STUDENT" in cell.source and not own.get("grade")
            body = _parsed(HIDDEN.sub("", cell.source))
            nodes += [node for node in body if whole or isinstance(node, DEFINITIONS)]
    return nodes


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # A magic command.
        return []


def _verdict(name: str) -> NotebookNode:
    text = VERDICTS[name]
    return new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [output for output in cell.outputs if output.output_type == "error"]


def execute(folder: Path, seconds: int, unsafe: bool = False) -> None:
    """Execute `folder`/notebook.ipynb in place.

    Parameters
    ----------
    folder
        An otherwise empty folder; the kernel's sockets come into it.
    seconds
        For each cell. Then it is interrupted, and 2 seconds later the kernel killed.
    unsafe
        Run the kernel without the sandbox.
    """
    path, sockets = folder / "notebook.ipynb", folder / "kernel"
    resource.setrlimit(resource.RLIMIT_AS, (SUPERVISOR_BYTES, resource.RLIM_INFINITY))
    sockets.mkdir()
    kernel = Kernel(transport="ipc", connection_file=str(sockets / "kernel.json"))
    kernel.ip = str(sockets / "socket")
    kernel.write_connection_file()
    kernel.prefix = () if unsafe else tuple(sandbox.command(sockets))
    marker = Marker(
        nbformat.read(path, as_version=4),
        path,
        seconds,
        km=kernel,
        allow_errors=True,
        interrupt_on_timeout=True,
        error_on_timeout=TIMEOUT,
        raise_on_iopub_timeout=True,
        iopub_timeout=2,
        shutdown_kernel="immediate",
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with contextlib.suppress(DeadKernelError, CellTimeoutError):
        marker.execute(cleanup_kc=True, cwd=str(sockets), **quiet)
