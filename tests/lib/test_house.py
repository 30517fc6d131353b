"""The house is in order: faces pure, doors in no circle, everything taught or used."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import lib

LIB = Path(lib.__file__).parent
FACES = sorted(LIB.rglob("__init__.py"))
ROOMS = sorted(
    path
    for path in LIB.rglob("*.py")
    if path.name != "__init__.py" and not path.name.startswith(".")
)
# Doors that chapters do not open: what they hold is for the other rooms.
BEHIND = {"checks", "rounding"}


def dotted(path):
    return ".".join(["lib", *path.relative_to(LIB).with_suffix("").parts])


def door(name):
    return name.split(".")[1]


def imports(path):
    """What a module imports of the library, as (module, name)."""
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lib"):
            for alias in node.names:
                yield node.module, alias.name


def public(path):
    """The functions and classes of a room without an underscore."""
    return [
        node
        for node in ast.parse(path.read_text("utf8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
    ]


def handed_on():
    """By room, the names that its face hands on; of a door of one room, all of them."""
    found = {}
    for face in FACES[1:]:
        for module, name in imports(face):
            found.setdefault(module, set()).add(name)
    for room in ROOMS:
        if room.parent == LIB and room.stem not in BEHIND:
            found[dotted(room)] = {node.name for node in public(room)}
    return found


@pytest.mark.parametrize("face", FACES, ids=lambda path: path.parent.name)
def test_a_face_holds_a_docstring_imports_and_all_and_nothing_else(face):
    first, *body = ast.parse(face.read_text("utf8")).body
    assert isinstance(first, ast.Expr) and isinstance(first.value.value, str)
    names = []
    for node in body:
        if isinstance(node, ast.Assign):
            assert ast.unparse(node.targets[0]) == "__all__"
            continue
        assert isinstance(node, ast.Import | ast.ImportFrom), ast.unparse(node)
        names += [] if isinstance(node, ast.Import) else [a.name for a in node.names]
    if face.parent != LIB:
        assert sorted(
            __import__(dotted(face.parent), fromlist=["x"]).__all__
        ) == sorted(names)


def test_every_room_is_on_the_map():
    words = lib.__doc__
    for name in {door(dotted(room)) for room in ROOMS}:
        assert f"`lib.{name}`" in words, name
    for face in FACES[1:]:
        told = ast.get_docstring(ast.parse(face.read_text("utf8")))
        assert "Taught in" in told
        for room in face.parent.glob("*.py"):
            if room.name != "__init__.py":
                assert f"`{room.stem}`" in told, room


def test_no_room_bears_the_name_of_a_public_function_of_its_door():
    for room in ROOMS:
        if room.parent != LIB:
            names = {
                n.name for other in room.parent.glob("*.py") for n in public(other)
            }
            assert room.stem not in names


def test_rooms_import_rooms_and_never_faces():
    faces = {dotted(face.parent) for face in FACES[1:]}
    for room in ROOMS:
        assert not [module for module, _ in imports(room) if module in faces], room


def arrows():
    """Which door opens which other, as pairs."""
    return {
        (door(dotted(room)), f"{module}.{name}".split(".")[1])
        for room in ROOMS
        for module, name in imports(room)
    }


def test_doors_form_no_circle():
    pairs = {(a, b) for a, b in arrows() if a != b}
    while pairs:
        ends = {b for _, b in pairs} - {a for a, _ in pairs}
        assert ends, f"a circle: {sorted(pairs)}"
        pairs = {(a, b) for a, b in pairs if b not in ends}


def test_few_doors_open_others():
    """Each tie is a reason for a page to be executed again: they are known by name."""
    above = {(a, b) for a, b in arrows() if a != b and b != "checks"}
    assert above == {
        ("capacity", "memorization"),
        ("ensemble", "data"),
        ("ensemble", "rounding"),
        ("memorization", "kernels"),
    }


STATE = """
import os, random, sys, warnings
import numpy as np, torch, matplotlib as mpl
# What these change is theirs.
import IPython.display, ipywidgets, scipy.linalg, scipy.sparse.linalg, scipy.stats
import scipy.special, scipy.optimize, torch.func, tqdm.auto
from matplotlib import pyplot
os.environ["MKL_CBWR"] = "AUTO"
def state():
    return [
        dict(os.environ), sys.path[:], list(warnings.filters), random.getstate(),
        repr(np.random.get_state()), np.geterr(), torch.get_num_threads(),
        torch.random.get_rng_state().tolist(), torch.get_default_dtype(),
        float(torch.tensor(1e-39) * 1), torch.is_grad_enabled(), str(mpl.rcParams),
    ]
before = state()
import importlib
for name in {rooms!r}:
    importlib.import_module(name)
assert state() == before, [a == b for a, b in zip(state(), before)]
"""


def test_importing_a_room_changes_no_global_state():
    """But for the one variable that `lib.rounding` sets, which is set here before."""
    code = STATE.format(rooms=[dotted(room) for room in ROOMS])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_rooms_form_no_circle():
    """So each can be imported first, though faces import all rooms of a door."""
    names = {dotted(room) for room in ROOMS}
    pairs = {
        (dotted(room), module if module in names else f"{module}.{name}")
        for room in ROOMS
        for module, name in imports(room)
    }
    while pairs:
        ends = {b for _, b in pairs} - {a for a, _ in pairs}
        assert ends, f"a circle: {sorted(pairs)}"
        pairs = {(a, b) for a, b in pairs if b not in ends}


PUBLIC = [
    pytest.param(room, node, id=f"{dotted(room)}.{node.name}")
    for room in ROOMS
    for node in public(room)
]


@pytest.mark.parametrize(("room", "node"), PUBLIC)
def test_what_is_public_is_documented_and_annotated(room, node):
    assert ast.get_docstring(node)
    if isinstance(node, ast.FunctionDef):
        arguments = [*node.args.args, *node.args.kwonlyargs]
        assert node.returns is not None
        assert not [a.arg for a in arguments if a.annotation is None]


@pytest.mark.parametrize(("room", "node"), PUBLIC)
def test_sections_have_one_form(room, node):
    """A name alone on its line, and what it is below, further in."""
    doc = ast.get_docstring(node)
    for title in ("Parameters", "Attributes", "Raises"):
        if f"{title}\n---" not in doc:
            continue
        section = re.split(r"\n\n(?=\w+\n---)", doc.split(f"{title}\n")[1])[0]
        _, *lines = section.splitlines()
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            if line and not line.startswith(" "):
                assert re.fullmatch(r"[\w*]+(, [\w*]+)*", line), line
                assert below.startswith("    "), line


@pytest.mark.parametrize(
    ("room", "node"),
    [
        p
        for p in PUBLIC
        if isinstance(p.values[1], ast.FunctionDef)
        and p.values[1].name in handed_on().get(dotted(p.values[0]), ())
    ],
)
def test_what_is_handed_on_says_where_it_is_taught(room, node):
    assert re.search(
        r"Taught\s+in\s+(the\s+sheet\s+of\s+)?[\w-]+", ast.get_docstring(node)
    )
