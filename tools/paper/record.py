"""One figure's file: where its numbers come from, then its finished rows.

A row is in the file as soon as it is finished, and the file is replaced in one piece,
so that whatever happens it is whole. It may be finished by several calls, on several
machines; then the header names them all.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "book" / "results"
HEADER = {
    "settings": dict,
    "seeds": list,
    "versions": dict,
    "processor": str,
    "device": str,
    "wall_s": float,
    "cpu_s": float,
    "digest": str,
    "rows": list,
}
"""What a file begins with, in this order, and of what kind each of it is."""
_PACKAGES = ("torch", "numpy", "scipy")


class Record:
    """The file of one figure, which grows by rows.

    Parameters
    ----------
    path
        Of the file, made with its folder by the first row.
    settings, seeds
        Of the figure, all that its numbers depend on but chance and the machine.
    device, processor
        That will compute the rows to come.
    resume
        Whether to go on with a file that is there.

    Raises
    ------
    ValueError
        If there is a file and `resume` is not set, or it is damaged, or of other
        settings or seeds: named.
    """

    def __init__(
        self,
        path: Path,
        settings: dict,
        seeds: list[int],
        device: str,
        processor: str,
        resume: bool,
    ) -> None:
        self.path = path
        here = {
            "settings": json.loads(json.dumps(settings)),
            "seeds": seeds,
            "versions": {name: version(name) for name in _PACKAGES}
            | {"python": "{}.{}.{}".format(*sys.version_info[:3])},
            "processor": processor,
            "device": device,
            "wall_s": 0.0,
            "cpu_s": 0.0,
            "digest": code_digest(),
            "rows": [],
        }
        self.content = here
        if not path.exists():
            return
        if not resume:
            raise ValueError(
                f"{path} is there already: give --resume to go on with it, or delete it"
            )
        there = read(path)
        for name in ("settings", "seeds"):
            if there[name] != here[name]:
                said = "; ".join(differences(there[name], here[name]))
                raise ValueError(f"{path} was made with other {name}: {said}")
        self.content = there
        for name in ("processor", "device", "digest"):
            there[name] = _joined(there[name], here[name])
        for name, value in here["versions"].items():
            there["versions"][name] = _joined(there["versions"].get(name), value)

    def has(self, key: dict) -> bool:
        """Whether the row with these values is finished."""
        return any(
            all(row.get(name) == value for name, value in key.items())
            for row in self.content["rows"]
        )

    def add(self, rows: Sequence[dict], wall_s: float, cpu_s: float) -> None:
        """Put rows into the file, and the seconds that they took."""
        content = self.content
        content["rows"] += [json.loads(json.dumps(row)) for row in rows]
        content["wall_s"] = round(content["wall_s"] + wall_s, 2)
        content["cpu_s"] = round(content["cpu_s"] + cpu_s, 2)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=self.path.parent, suffix=".tmp", delete=False, encoding="utf-8"
        ) as file:
            file.write(_text(content))
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, self.path)


def read(path: Path) -> dict:
    """The content of a file; ValueError, naming it, if its provenance is not whole."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read as a record: {error}") from None
    if not isinstance(content, dict) or list(content) != list(HEADER):
        raise ValueError(f"{path} must hold {', '.join(HEADER)}, in this order")
    for name, kind in HEADER.items():
        value = content[name]
        empty = value in ({}, [], "") and name != "rows"
        if not isinstance(value, (kind, int) if kind is float else kind) or empty:
            raise ValueError(f"{name} of {path} must be a {kind.__name__} that says it")
    if "torch" not in content["versions"]:
        raise ValueError(f"versions of {path} must have torch's")
    for row in content["rows"]:
        if not isinstance(row, dict) or row.get("seed") not in content["seeds"]:
            raise ValueError(f"each row of {path} must have one of the seeds")
    return content


def said_on(page: str) -> dict[str, dict[str, Any]]:
    """The settings that a page says its records have, by name of the record.

    A page says them where it asks for the record: `recorded("fig5", steps=10000)` in a
    cell, with nothing but literals.
    """
    found = {}
    for cell in page.split("```")[1::2]:
        _, _, code = cell.partition("\n")
        code = "\n".join(
            line for line in code.splitlines() if not line.startswith((":", "%"))
        )
        try:
            tree = ast.parse(code.rpartition("---\n")[2])
        except SyntaxError:
            continue
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and getattr(call.func, "id", "") == "recorded"
            ):
                name = ast.literal_eval(call.args[0])
                found[name] = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
    return found


def complaints(page: str, folder: Path = FOLDER) -> list[str]:
    """What is wrong with the records that a page shows; nothing if nothing is."""
    found = []
    for name, said in said_on(page).items():
        try:
            there = read(folder / f"{name}.json")["settings"]
        except ValueError as error:
            found.append(str(error))
            continue
        shown = {key: there.get(key) for key in said}
        given = json.loads(json.dumps(said))
        found += [f"{name}: {words}" for words in differences(shown, given)]
    return found


def differences(there: Any, here: Any) -> list[str]:
    """What two settings do not have in common, in words; nothing if they are equal."""
    if not isinstance(there, dict) or not isinstance(here, dict):
        return [] if there == here else [f"{there}, not {here}"]
    names = [name for name in {**there, **here} if there.get(name) != here.get(name)]
    return [f"{name} is {there.get(name)}, not {here.get(name)}" for name in names]


def code_digest() -> str:
    """A digest of the code of `lib` and of this package."""
    digest = hashlib.sha256()
    for folder in ("lib", "tools/paper"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _joined(there: str | None, here: str) -> str:
    kept = there.split("; ") if there else []
    return "; ".join([*kept, *([] if here in kept else [here])])


def _text(content: dict) -> str:
    """JSON with a line for each row, so that rows come and go by lines."""
    lines = [f' "{name}": {json.dumps(content[name])}' for name in [*HEADER][:-1]]
    table = ",\n  ".join(map(json.dumps, content["rows"]))
    return "{\n" + ",\n".join([*lines, f' "rows": [\n  {table}\n ]']) + "\n}\n"
