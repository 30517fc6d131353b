"""Execute chapters in parallel before any page is read, and keep what they recorded.

myst-nb executes notebooks one by one as it reads them, but takes those that it finds in
jupyter-cache from there. So the cache is filled first, one single-threaded kernel per
core, and myst-nb finds every chapter in it.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from myst_nb.core.read import create_nb_reader
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError, SphinxError
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
KEPT_RECORDS = 200
# What is recorded of an execution besides its claims, by the names that pages use.
RECORDED = {
    "seconds": "execution_seconds",
    "cpu": "cpu_seconds",
    "memory": "peak_mb",
    "date": "executed_at",
    "versions": "versions",
}


class ChapterFailed(SphinxError):
    """A chapter raised, ran out of time, or lost its kernel."""

    category = "Chapters that failed"


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks."""
    app.connect("builder-inited", prepare)
    app.connect("env-get-outdated", forget_removed)
    # Last, so that pages which other extensions add to the list are executed too.
    app.connect("env-before-read-docs", fill_cache, priority=900)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True}


def prepare(app: Sphinx) -> None:
    """Start with what the last build recorded.

    Raises
    ------
    ExtensionError
        For a folder in which jupyter-cache could not open its database.
    """
    if "%" in str(app.srcdir):
        raise ExtensionError(
            f"a folder with a % in its path cannot hold executed pages ({app.srcdir}): "
            "give it another name"
        )
    for name, empty in [("book_runs", {}), ("book_gatherers", set())]:
        if not hasattr(app.env, name):
            setattr(app.env, name, empty)


def gather(env: BuildEnvironment) -> dict[str, dict]:
    """Every executed page's record, for the page being read.

    That page is read again from now on whenever a chapter is.

    Returns
    -------
    dict
        By docname: `seconds`, `cpu`, `memory` (MB), `date` (UTC, ISO 8601), `versions`
        (by name, Python's and those of imported packages), `claims`, a list of dicts,
        and `numbers`, the texts that prose may quote by name.
    """
    env.book_gatherers.add(env.docname)
    return env.book_runs


def fill_cache(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute what is to be read and not cached; add the pages that gather records."""
    notebooks = {}
    for docname in docnames:
        env.book_runs.pop(docname, None)
        notebook = stamped_notebook(app, docname)
        if notebook is not None:
            notebooks[docname] = notebook
    if not notebooks:
        return
    cache = opened(Path(env.mystnb_config.execution_cache_path))
    missing = [name for name in notebooks if not cached(cache, notebooks[name])]
    if missing:
        cache.change_cache_limit(KEPT_RECORDS)
        execute(app, cache, {name: notebooks[name] for name in missing})
    env.book_runs.update(
        {name: record(cache, notebook) for name, notebook in notebooks.items()}
    )
    docnames[:] = sorted({*docnames, *(env.book_gatherers & env.found_docs)})


def opened(folder: Path) -> JupyterCacheAbstract:
    """The cache of executions; a new one in place of one that cannot be read."""
    cache = get_cache(folder)
    try:
        cache.list_cache_records()
    except Exception as error:
        LOGGER.info("%s cannot be read (%s): all is executed again", folder, error)
        shutil.rmtree(folder)
        cache = get_cache(folder)
    return cache


def stamped_notebook(app: Sphinx, docname: str) -> nbformat.NotebookNode | None:
    """The notebook that myst-nb will read from a page; None if it will execute none."""
    env = app.env
    path = env.doc2path(docname)
    source = [Path(path).read_text("utf8")]
    env.prepare_settings(docname)
    app.emit("source-read", docname, source)
    env.temp_data.clear()
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, source[0])
    if reader is None:
        return None
    notebook = reader.read(source[0])
    own = notebook.metadata.get(env.mystnb_config.metadata_key, {})
    mode = own.get("execution_mode", env.mystnb_config.execution_mode)
    return notebook if mode == "cache" else None


def cached(cache: JupyterCacheAbstract, notebook: nbformat.NotebookNode) -> bool:
    """Whether the cache holds an execution of this notebook, with all that we record.

    One that something else left there, or an earlier version of this module, counts as
    none, so that no page has to say that a number is missing.
    """
    try:
        found = cache.get_cache_bundle(cache.match_cache_notebook(notebook).pk)
    except KeyError:
        return False
    return set(RECORDED.values()) <= set(found.record.data)


def execute(
    app: Sphinx,
    cache: JupyterCacheAbstract,
    notebooks: dict[str, nbformat.NotebookNode],
) -> None:
    """Execute notebooks, one per core at a time, and cache those that succeed.

    Raises
    ------
    ChapterFailed
        If any fails, naming each; the log has the cell and the traceback.
    """
    timeout = app.env.mystnb_config.execution_timeout
    failures = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = {
            pool.submit(run_apart, notebook, Path(app.srcdir), timeout): docname
            for docname, notebook in notebooks.items()
        }
        for future in as_completed(futures):
            docname = futures[future]
            executed, data = future.result()
            if "failure" in data:
                failures[docname] = data["failure"]
                continue
            if empty := without_image(executed):
                failures[docname] = f"{', '.join(empty)}: the figure shows no image"
                continue
            LOGGER.info("executed %s in %.1f s", docname, data["execution_seconds"])
            bundle = CacheBundleIn(executed, app.env.doc2path(docname), data=data)
            cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    for docname in sorted(failures):
        LOGGER.error("%s failed\n\n%s\n", docname, failures[docname])
    if failures:
        raise ChapterFailed(", ".join(sorted(failures)))


def without_image(notebook: nbformat.NotebookNode) -> list[str]:
    """Names of the captioned figures whose cells left no picture."""
    found = []
    for cell in notebook.cells:
        figure = cell.metadata.get("mystnb", {}).get("figure")
        kinds = {kind for o in cell.get("outputs", []) for kind in o.get("data", {})}
        # A figure to play with is HTML.
        if figure and not any(
            kind.startswith(("image/", "text/html")) for kind in kinds
        ):
            found.append(figure.get("name", "a figure without a name"))
    return found


def run_apart(
    notebook: nbformat.NotebookNode, root: Path, timeout: int
) -> tuple[nbformat.NotebookNode, dict]:
    """Execute a notebook in a process of its own; see `tools.kernel.weighed`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "notebook.ipynb"
        nbformat.write(notebook, path)
        done = subprocess.run(
            [sys.executable, "-m", "tools.kernel", path, root, str(timeout)],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return notebook, {"failure": done.stderr or f"exit code {done.returncode}"}
        data = json.loads(path.with_suffix(".json").read_text())
        return nbformat.read(path, as_version=4), data


def record(cache: JupyterCacheAbstract, notebook: nbformat.NotebookNode) -> dict:
    """What is recorded of the cached execution of a notebook, its claims included."""
    found = cache.get_cache_bundle(cache.match_cache_notebook(notebook).pk)
    data = found.record.data
    outputs = [output for cell in found.nb.cells for output in cell.get("outputs", [])]
    measured = {name: data[key] for name, key in RECORDED.items()}
    return measured | {
        "claims": [
            output.metadata["book_claim"]
            for output in outputs
            if "book_claim" in output.get("metadata", {})
        ],
        "numbers": dict(quotable(outputs)),
    }


def quotable(outputs: list[nbformat.NotebookNode]) -> Iterator[tuple[str, str]]:
    """Names and texts of what the prose may quote, as myst-nb's glue has them."""
    for output in outputs:
        if glued := output.get("metadata", {}).get("scrapbook"):
            text = output.data.get(f"{glued['mime_prefix']}text/plain")
            if text is not None:
                yield glued["name"], ast.literal_eval(text)


def forget_removed(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Drop the records of pages that are gone, and read anew what gathered them."""
    gone = [env.book_runs.pop(name) for name in removed if name in env.book_runs]
    return env.book_gatherers if gone else set()


def purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """A page is a gatherer again only if it still gathers when read."""
    env.book_gatherers.discard(docname)


def merge(
    app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
) -> None:
    """Take over what a parallel reader noted."""
    env.book_gatherers |= other.book_gatherers & set(docnames)
