"""Report how fresh each chapter is, from the records of its execution: a program.

It executes nothing and writes nothing. A chapter whose code, or whose library, is not
what was last executed is out of date.
"""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from jupyter_book.config import get_final_config
from jupyter_cache import get_cache
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "book" / "_ext"))

from execution import cached, record, stamped_notebook
from measured import by_version, held, mixture, quantity


def records(root: Path) -> dict[str, dict | None]:
    """By page with code, in the book's order: its record, None if it is out of date."""
    config, _ = get_final_config(
        user_yaml=root / "_config.yml",
        cli_config={"latex_individualpages": False},
        sourcedir=root,
    )
    kept = root / "_build" / ".jupyter_cache"
    # The folder of the site is left alone: it may be that of other settings.
    with TemporaryDirectory() as out, patch_docutils(), docutils_namespace():
        # To look into the cache writes to it, which a folder may not allow.
        folder = Path(out, "cache")
        if kept.is_dir():
            shutil.copytree(kept, folder, copy_function=shutil.copyfile)
        app = Sphinx(
            srcdir=root,
            confdir=None,
            outdir=Path(out, "dummy"),
            doctreedir=Path(out, "doctrees"),
            buildername="dummy",
            confoverrides=config | {"nb_execution_cache_path": str(folder)},
            status=None,
            freshenv=True,
        )
        app.env.find_files(app.config, app.builder)
        found = {}
        for docname in app.config.external_site_map:
            notebook = stamped_notebook(app, docname)
            if notebook is not None:
                found[docname] = current(folder, notebook) if kept.is_dir() else None
        return found


def current(folder: Path, notebook: NotebookNode) -> dict | None:
    """The record of an execution of this very notebook; None if there is none."""
    cache = get_cache(folder)
    return record(cache, notebook) if cached(cache, notebook) else None


def report(pages: dict[str, dict | None]) -> list[str]:
    """Lines for the terminal: one a page, and those on versions."""
    width = max(map(len, pages), default=0)
    lines = []
    for page, run in pages.items():
        if run is None:
            lines.append(f"{page:{width}}  out of date: `make book` executes it")
            continue
        when = datetime.fromisoformat(run["date"]).strftime("%Y-%m-%d %H:%M UTC")
        lines.append(
            f"{page:{width}}  {quantity(run, 'seconds'):>7}  "
            f"claims held: {held(run):9} {when}"
        )
    runs = {page: run for page, run in pages.items() if run is not None}
    if runs:
        lines += ["", mixture(runs)]
    for name, versions in by_version(runs).items():
        several = len(versions) > 1
        lines += [
            f"  {name} {version}" + (f": {', '.join(on)}" if several else "")
            for version, on in versions.items()
        ]
    return lines


if __name__ == "__main__":
    print("\n".join(report(records(Path.cwd()))))
    sys.stdout.flush()
