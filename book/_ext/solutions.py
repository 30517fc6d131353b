"""Show a sheet's solutions folded away, or leave no trace of them.

The environment variable `SOLUTIONS` is "shown" (or unset) or "none". Either way the
page has a stub where the student writes. Shown, the solution follows it, executed and
folded; with none, there is no solution in the page or in its source, and nothing is
executed from the first stub on, since the checks would fail.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.myst import Directive, directives
from tools.sheets import GRADED_LINE, solved, stub

SHEETS = "book/exercises/"
MODES = ("shown", "none")
MARK = ".solutions"
FOLDED = """```{{code-cell}} ipython3
---
tags: [hide-input]
mystnb:
  code_prompt_show: "Show the solution: {name}"
  code_prompt_hide: "Hide the solution: {name}"
---
{code}
```
"""


def setup(app: Sphinx) -> dict[str, object]:
    """Connect the hooks, before those that look at a page's code cells."""
    app.connect("builder-inited", empty_after_switch, priority=100)
    app.connect("env-get-outdated", outdated)
    app.connect("source-read", rewrite, priority=100)
    app.connect("build-finished", rewrite_copies)
    return {"parallel_read_safe": True}


def mode() -> str:
    """What `SOLUTIONS` says; ExtensionError if it is not one of the modes."""
    given = os.environ.get("SOLUTIONS") or "shown"
    if given not in MODES:
        raise ExtensionError(f"SOLUTIONS must be one of {MODES}, not {given!r}")
    return given


def empty_after_switch(app: Sphinx) -> None:
    """Remove a site that was built in the other mode."""
    mark = Path(app.outdir, MARK)
    before = mark.read_text() if mark.is_file() else "shown"
    if before != mode():
        shutil.rmtree(app.outdir, ignore_errors=True)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(mode())


def outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Every sheet, if the last build was in the other mode."""
    before, env.book_solutions = getattr(env, "book_solutions", mode()), mode()
    return [] if before == mode() else [d for d in env.found_docs if is_sheet(d)]


def is_sheet(docname: str) -> bool:
    """Whether a page is an exercise sheet."""
    return docname.startswith(SHEETS)


def rewrite(app: Sphinx, docname: str, source: list[str]) -> None:
    """Hand on a sheet as its readers may see it."""
    if is_sheet(docname):
        source[0] = page(source[0], mode())


def rewrite_copies(app: Sphinx, exception: Exception | None) -> None:
    """Keep the source that the site offers of a sheet as clean as the page."""
    for docname in filter(is_sheet, app.env.found_docs):
        for copy in Path(app.outdir, "_sources").glob(f"{docname}.md*"):
            text = Path(app.env.doc2path(docname)).read_text("utf8")
            copy.write_text(page(text, mode()), "utf8")


def page(text: str, mode: str) -> str:
    """The MyST of a sheet's page, made from its source."""
    parts, executed = [], True
    for part in directives(text):
        if isinstance(part, str):
            parts.append(part)
        elif part.name == "code-cell":
            rewritten, executed = code_cell(part, mode, executed)
            parts.append(rewritten)
        elif part.name != "solution" or mode == "shown":
            parts.append(part.source)
    # With what they announce gone, these lines would only break a paragraph.
    return re.sub(r"^\+\+\+ \{.*nbgrader.*\}$", "+++", "".join(parts), flags=re.M)


def code_cell(cell: Directive, mode: str, executed: bool) -> tuple[str, bool]:
    """A code cell as the page has it, and whether those after it are executed."""
    name = GRADED_LINE.search(cell.source)
    name = name[1] if name else ""
    code, plain = cell.body, stub(cell.body, name)
    if plain == code:
        return (cell.source, True) if executed else (fence(code), False)
    if mode == "none":
        return fence(plain), False
    return f"{fence(plain)}\n{FOLDED.format(name=name, code=solved(code))}", executed


def fence(code: str) -> str:
    """Code to be read, not executed."""
    return f"```python\n{code}\n```\n"
