"""Execute and build one page, the others as they are: `make page CHAPTER=evidence`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tools.book import Book


def main(arguments: list[str] | None = None) -> int:
    """Build the page named in `arguments`; 1 and a plain sentence if it cannot be."""
    (given,) = arguments if arguments is not None else sys.argv[1:]
    root = Path.cwd()
    names = Book(root).pages
    wanted = given.removesuffix(".md").removeprefix("book/")
    page = f"book/{wanted}"
    if page not in names:
        known = ", ".join(name.removeprefix("book/") for name in names)
        fault = f"there is no page {given!r}" if given else "say CHAPTER=evidence, say"
        print(f"{fault}; there is {known}", file=sys.stderr)
        return 1
    started = time.perf_counter()
    build = [Path(sys.executable).with_name("jupyter-book"), "build", "."]
    done = subprocess.run(
        [*build, "--keep-going"],
        env=os.environ | {"BOOK_PAGE": page},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    # Of other pages, which may never have been built, warnings would be no news.
    about = [
        line
        for line in done.stdout.splitlines()
        if f"{page}.md" in line and "Using cached notebook" not in line
    ]
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        return 1
    print("".join(f"{line}\n" for line in about), end="")
    html = root / "_build/html" / f"{page}.html"
    print(f"{html}: {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
