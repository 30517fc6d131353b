"""Which modules of the library a piece of Python reads, directly or through others.

A package's `__init__` that holds only a docstring, imports and `__all__` is a *face*:
it is looked through, name by name, to the module that defines the name, and what it
says itself does not count. What a face imports as a module (`import lib.rounding`), it
imports for its effect, which reaches everything behind it.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

WHOLE = "*"


class Asked(NamedTuple):
    """What an import asks for: a name of a module, or `WHOLE` for all that it has."""

    module: str
    name: str


EVERYTHING = frozenset([Asked("", WHOLE)])
"""What source that does not parse asks for: nothing stale survives because of it."""


class Module(NamedTuple):
    """One file of the library.

    `names` is None but for a face: there it has what each name that it hands on is.
    """

    digest: str
    asks: frozenset[Asked]
    names: dict[str, Asked] | None = None


Library = dict[str, Module]


def scan(folder: Path) -> Library:
    """Every module of the package in `folder`, by dotted name; empty if none is there.

    Hidden files, such as those that macOS leaves beside others, are none.

    Raises
    ------
    ValueError
        If a file is not text in UTF-8, which it names.
    """
    return {
        _dotted(folder, path): _module(_dotted(folder, path), path)
        for path in sorted(folder.rglob("*.py"))
        if not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


def _dotted(folder: Path, path: Path) -> str:
    parts = path.relative_to(folder.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _module(name: str, path: Path) -> Module:
    content = path.read_bytes()
    try:
        source = content.decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not text in UTF-8: {error}") from None
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    if path.name == "__init__.py" and (face := _face(source, package)):
        return Module("a face", *face)
    return Module(hashlib.sha256(content).hexdigest(), asked(source, package))


def _face(
    source: str, package: str
) -> tuple[frozenset[Asked], dict[str, Asked]] | None:
    """Effects and names of a face; None if the source is more, or less, than one."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    effects: set[Asked] = set()
    names: dict[str, Asked] = {}
    for node in body:
        if isinstance(node, ast.Import):
            effects |= set(_asked(node, package))
        elif isinstance(node, ast.ImportFrom):
            if any(alias.name == "*" for alias in node.names):
                return None
            base = _base(node, package)
            if base != "__future__":
                for alias in node.names:
                    names[alias.asname or alias.name] = Asked(base, alias.name)
        elif isinstance(node, ast.Assign):
            if [ast.unparse(target) for target in node.targets] != ["__all__"]:
                return None
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            return None
    return frozenset(effects), names


def asked(source: str, package: str = "") -> frozenset[Asked]:
    """What `source` imports, at any depth of its code, whether of the library or not.

    Relative imports start from `package`. Source that does not parse asks for
    everything.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return EVERYTHING
    return frozenset(one for node in ast.walk(tree) for one in _asked(node, package))


def _asked(node: ast.AST, package: str) -> Iterator[Asked]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Asked(alias.name, WHOLE)
            if not alias.asname:
                # It binds the outermost package, through which the others are reached.
                parts = alias.name.split(".")
                for i in range(2, len(parts)):
                    yield Asked(".".join(parts[:i]), WHOLE)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield Asked(_base(node, package), alias.name)


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: 1 - node.level or None]
    return ".".join([*above, *filter(None, [node.module])])


def asked_by_cells(cells: Iterable[str]) -> frozenset[Asked]:
    """What IPython code cells import, magics and all."""
    found: set[Asked] = set()
    for cell in cells:
        first, _, rest = cell.partition("\n")
        python = TransformerManager().transform_cell(
            rest if first.startswith("%%") else cell
        )
        found |= asked(python)
    return frozenset(found)


def packages(asks: Iterable[Asked], names: Iterable[str]) -> frozenset[str]:
    """Those of the outermost packages `names` that are asked for."""
    names, asks = frozenset(names), frozenset(asks)
    if EVERYTHING <= asks:
        return names
    return frozenset(one.module.partition(".")[0] for one in asks) & names


def needed(asks: Iterable[Asked], library: Library) -> frozenset[str]:
    """The modules of `library` that these imports read, without what those read."""
    found: set[str] = set()
    for one in asks:
        if one in EVERYTHING:
            return frozenset(library)
        found |= _resolved(one, library)
    return frozenset(found)


def _resolved(
    one: Asked, library: Library, seen: frozenset[Asked] = frozenset()
) -> set:
    module, name = one
    inner = f"{module}.{name}"
    handed_on = library[module].names if module in library else None
    if one in seen:
        return {module}
    if handed_on is not None and name in handed_on:
        return _above(module, library) | _resolved(
            handed_on[name], library, seen | {one}
        )
    if inner in library:
        return _whole(inner, library)
    if module not in library:
        return set()
    # What a face does not name may be anything that is behind it.
    if name == WHOLE or handed_on is not None:
        return _whole(module, library)
    return {module} | _above(module, library)


def _whole(module: str, library: Library) -> set[str]:
    inside = {name for name in library if name.startswith(f"{module}.")}
    return {module} | inside | _above(module, library)


def _above(module: str, library: Library) -> set[str]:
    # Importing a.b.c runs a/__init__.py and a/b/__init__.py as well.
    parts = module.split(".")
    names = (".".join(parts[: i + 1]) for i in range(len(parts)))
    return {name for name in names if name in library}


def closure(asks: Iterable[Asked], library: Library) -> list[str]:
    """All modules of `library` that these imports lead to, faces apart, sorted."""
    reached: set[str] = set()
    waiting = list(needed(asks, library))
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(needed(library[name].asks, library))
    return sorted(name for name in reached if library[name].names is None)
