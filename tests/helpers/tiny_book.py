"""A book of two chapters, built for real with the configuration of the real one.

Its chapters write their names to a file when they run, so that tests count executions
by whoever did them, and not by what the build says of itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[2]

CHAPTER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
    format_version: 0.13
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Chapter {name}

It took {{measured}}`seconds`.

```{{code-cell}} ipython3
import os
from lib.claims import claim
from lib.{module} import value

with open(os.environ["RUNS"], "a") as runs:
    runs.write("{name}\\n")
print("seed", os.environ.get("BOOK_SEED"), os.environ.get("BOOK_CLAIMS"))
claim("{name}-claim", "Of {name}: a_b < *c*", value(), {paper})
```
"""

CLAIMS = """
from IPython.display import display

def claim(name, statement, measured, paper):
    record = dict(name=name, statement=statement, measured=measured, values=[measured],
                  sd=None, low=None, high=9.0, excludes=None, passed=True, paper=paper,
                  kind="measured", text=str(measured), interval="(−∞, 9]", no_effect=0)
    display({"text/plain": name}, raw=True, metadata={"book_claim": record})
"""

FILES = {
    "lib/__init__.py": "",
    "lib/claims.py": CLAIMS,
    "lib/direct.py": "def value():\n    from .indirect import V\n    return V\n",
    "lib/indirect.py": "V = 1.5\n",
    "lib/other.py": "def value():\n    return 2.125\n",
    "lib/unused.py": "",
    "constraints.txt": "numpy==1\n",
    "book/index.md": "# Home\n\nSee {doc}`one`.\n",
    "book/one.md": CHAPTER.format(
        name="one",
        module="direct",
        paper="dict(cite='key', figure='Figure 1', says='So.', verdict='held')",
    ),
    "book/two.md": CHAPTER.format(name="two", module="other", paper="None"),
    "book/ledger.md": "# Ledger\n\n```{ledger}\n```\n\n```{run-times}\n```\n"
    "\n```{freshness}\n```\n",
    "book/bibliography.md": "# Bibliography\n\n```{bibliography}\n```\n",
    "book/references.bib": "@misc{key, author={Ann Author}, title={T}, year={2018}}\n",
    "_toc.yml": "format: jb-book\nroot: book/index\nchapters:\n"
    + "".join(
        f"- file: book/{page}\n" for page in "one two ledger bibliography".split()
    ),
}


class Build(NamedTuple):
    code: int
    output: str
    executed: list[str]


class Book:
    """A small book under `folder`, with the configuration of the real one."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("book/_static", "book/_templates"):
            shutil.copytree(ROOT / name, folder / name)
        for name, text in FILES.items():
            self.write(name, text)
        config = yaml.safe_load((ROOT / "_config.yml").read_text())
        config["sphinx"]["local_extensions"] = {"stamp": str(ROOT / "book" / "_ext")}
        # Six megabytes to copy, and no formula to set.
        config["sphinx"]["config"]["extensions"].remove("sphinx-mathjax-offline")
        self.write("_config.yml", yaml.safe_dump(config))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name, old, new):
        text = (self.folder / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def page(self, name):
        return (self.folder / "_build/html/book" / f"{name}.html").read_text()

    def environment(self, **more):
        runs = {"RUNS": str(self.folder / "runs.txt")}
        return {**os.environ, "BOOK_SEED": "0", **runs, **more}

    def build(self, **environment):
        runs = self.folder / "runs.txt"
        runs.write_text("")
        command = [Path(sys.executable).with_name("jupyter-book"), "build", "."]
        done = subprocess.run(
            [*command, "-W", "-n", "--keep-going"],
            cwd=self.folder,
            env=self.environment(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        return Build(
            done.returncode, done.stdout, sorted(runs.read_text().splitlines())
        )
