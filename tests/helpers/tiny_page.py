"""A book of one page, built and executed for real: what `lib` shows, as readers see it.

Pages of the book differ from it in theme only.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

CONFIG = """
extensions = ["myst_nb"]
html_theme = "basic"
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_mime_priority_overrides = [["html", "text/html", 5]]
nb_ipywidgets_js = {}
myst_enable_extensions = ["dollarmath"]
"""

HEADER = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3, language: python}
---

# A page

"""


def build(folder: Path, page: str, **environment: str) -> Path:
    """The HTML file made from the MyST text `page`; any warning is a failure.

    Where only the package is installed the test that asks for it is skipped.
    """
    pytest.importorskip("myst_nb", reason="myst-nb is not installed: the extra 'book'")
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(CONFIG)
    (folder / "index.md").write_text(HEADER + page, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "--keep-going"]
    result = subprocess.run(
        [*command, str(folder), str(folder / "_build")],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    return folder / "_build" / "index.html"
