"""Which modules of the library a piece of Python reads, directly or through others."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager


class Module(NamedTuple):
    """One file of the library: what it holds and which others it imports."""

    digest: str
    imports: frozenset[str]


Library = dict[str, Module]


def scan(folder: Path) -> Library:
    """Every module of the package in `folder`, by dotted name; empty if none is there.

    Modules that `folder/__init__.py` does not import are listed too.
    """
    paths = {_dotted(folder, path): path for path in sorted(folder.rglob("*.py"))}
    library = {}
    for name, path in paths.items():
        content = path.read_bytes()
        inside = name if path.name == "__init__.py" else name.rpartition(".")[0]
        imports = imported(content.decode(), paths, inside)
        library[name] = Module(hashlib.sha256(content).hexdigest(), imports)
    return library


def _dotted(folder: Path, path: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, names: Iterable[str], package: str = "") -> frozenset[str]:
    """Those of `names` that `source` imports, at any depth of its code.

    Relative imports start from `package`. Source that does not parse counts as
    importing everything, so that nothing stale survives because of it.
    """
    names = frozenset(names)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return names
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            for alias in node.names:
                found.add(f"{base}.{alias.name}")
                if alias.name == "*":
                    found.update(name for name in names if name.startswith(f"{base}."))
    return frozenset(part for name in found for part in _parents(name)) & names


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: 1 - node.level or None]
    return ".".join([*above, *filter(None, [node.module])])


def _parents(name: str) -> list[str]:
    # Importing a.b.c runs a/__init__.py and a/b/__init__.py as well.
    parts = name.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]


def imported_by_cells(cells: Iterable[str], library: Library) -> frozenset[str]:
    """The modules that IPython code cells import, magics and all."""
    found: frozenset[str] = frozenset()
    for cell in cells:
        first, _, rest = cell.partition("\n")
        python = TransformerManager().transform_cell(
            rest if first.startswith("%%") else cell
        )
        found |= imported(python, library)
    return found


def closure(start: Iterable[str], library: Library) -> list[str]:
    """`start` and all that it leads to in `library`, sorted."""
    reached: set[str] = set()
    waiting = [name for name in start if name in library]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(library[name].imports)
    return sorted(reached)
