"""What a page reads of the library: through faces, at any depth, never too little."""

import pytest
from tiny_book import ROOT

from tools.imports import (
    EVERYTHING,
    WHOLE,
    Asked,
    asked,
    asked_by_cells,
    closure,
    needed,
    packages,
    scan,
)

SOURCES = {
    "__init__": "",
    "a": "import numpy\nfrom lib import b\n",
    "b": "def f():\n    import lib.c as other\n",
    "c": "from . import d\n",
    "d": "from .sub.e import x\n",
    "f": "from lib.sub import *\n",
    "g": "import libertine, library.a\n",
    "h": "from lib import a  # and back again\n",
    "sub/__init__": "from ..g import y\nz = y\n",
    "sub/e": "",
    "sub/unused": "",
}
# A door: its face hands on names of two rooms, one of them under another name.
DOOR = {
    "__init__": '"""The map."""\n\nimport lib.effect  # noqa: F401\n',
    "effect": "import os\n",
    "checks": "",
    "door/__init__": '"""A door."""\n\nfrom lib.door.one import f, other as g\n'
    "from lib.door.two import h\n\n__all__ = ['f', 'g', 'h']\n",
    "door/one": "from lib.checks import c\n",
    "door/two": "from lib.door.three import k\n",
    "door/three": "",
    "outer/__init__": "from lib.door import h as again\n",
    "outer/room": "",
}


def written(folder, sources):
    for name, text in sources.items():
        path = folder / "lib" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan(folder / "lib")


@pytest.fixture
def library(tmp_path):
    return written(tmp_path, SOURCES)


@pytest.fixture
def doors(tmp_path):
    return written(tmp_path, DOOR)


def test_scan_names_modules_as_python_does(library):
    assert {"lib", "lib.a", "lib.sub", "lib.sub.e"} < set(library)
    assert len(library) == len(SOURCES)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("lib.g", "g"),
        ("lib.d", "d sub sub.e g"),
        ("lib.a", "a b c d sub sub.e g"),
        ("lib.f", "f sub sub.e sub.unused g"),
        ("lib.h", "h a b c d sub sub.e g"),
    ],
)
def test_closure(library, start, expected):
    # Importing anything of a package runs the package's own file too.
    asks = asked(f"import {start} as module")
    assert closure(asks, library) == sorted(f"lib.{n}" for n in expected.split())


def test_closure_stops_in_a_circle(tmp_path):
    library = written(
        tmp_path, {"x": "from lib import y\n", "y": "from lib import x\n"}
    )
    assert closure(asked("from lib import x"), library) == ["lib.x", "lib.y"]


def test_faces_that_hand_a_name_round_do_not_hang(tmp_path):
    faces = {
        "p/__init__": "from lib.q import n\n",
        "q/__init__": "from lib.p import n\n",
    }
    library = written(tmp_path, faces)
    assert closure(asked("from lib.p import n"), library) == []


def test_a_book_without_a_library_has_an_empty_one(tmp_path):
    assert scan(tmp_path / "lib") == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from lib.door import f", "door.one checks"),
        ("from lib.door import g", "door.one checks"),
        ("from lib.door import h", "door.two door.three"),
        ("from lib.outer import again", "door.two door.three"),
        ("from lib.door import h as mine, f", "door.one checks door.two door.three"),
        ("from lib.door.two import h", "door.two door.three"),
        ("from lib.door import three", "door.three"),
        ("from lib import checks", "checks"),
        ("from lib.door import unknown", "door.one checks door.two door.three"),
        ("from lib.door import *", "door.one checks door.two door.three"),
        ("from lib import door", "door.one checks door.two door.three"),
        ("import lib.door", "door.one checks door.two door.three"),
        ("import lib.door.three", "door.one checks door.two door.three"),
        ("import lib.door.three as t", "door.three"),
        ("import lib", "checks door.one door.two door.three outer.room"),
    ],
)
def test_faces_are_looked_through(doors, source, expected):
    """And what the map imports for its effect reaches all of them."""
    names = sorted(f"lib.{name}" for name in [*expected.split(), "effect"])
    assert closure(asked(source), doors) == names


def test_what_a_face_says_of_itself_does_not_count(tmp_path):
    before = written(tmp_path, DOOR)
    more = (
        DOOR["door/__init__"].replace("A door", "Another").replace("h\n\n", "h, i\n\n")
    )
    after = written(
        tmp_path, {"door/__init__": more, "__init__": DOOR["__init__"] + "\n"}
    )
    asks = asked("from lib.door import f")
    assert closure(asks, before) == closure(asks, after)
    assert all(before[n].digest == after[n].digest for n in closure(asks, before))


@pytest.mark.parametrize(
    "more",
    ["x = 1\n", "def f():\n    pass\n", "from lib.door.two import *\n", "print()\n"],
)
def test_what_does_more_than_hand_on_is_no_face(tmp_path, more):
    library = written(tmp_path, {**DOOR, "door/__init__": DOOR["door/__init__"] + more})
    assert library["lib.door"].names is None
    found = closure(asked("from lib.door.three import k"), library)
    assert {"lib.door", "lib.door.one", "lib.checks"} < set(found)


def test_cells_with_magics_are_understood(library):
    cells = ["%matplotlib inline\n!ls\n", "%%time\nfrom lib import b\n", "x = ?"]
    assert "lib.b" in needed(asked_by_cells(cells[:2]), library)
    assert needed(asked_by_cells(cells[:1]), library) == frozenset()
    everything = asked_by_cells(["not python at all"])
    assert needed(everything, library) == set(library)
    assert packages(everything, ["numpy", "torch"]) == {"numpy", "torch"}


def test_relative_imports_count_from_the_package():
    assert asked("from . import b", "lib.sub") == {Asked("lib.sub", "b")}
    assert asked("from .. import a", "lib.sub") == {Asked("lib", "a")}
    assert asked("from ..a import x", "lib.sub") == {Asked("lib.a", "x")}
    assert asked("import os.path as p") == {Asked("os.path", WHOLE)}
    assert asked("no python at all") == EVERYTHING


def test_packages_are_the_outermost_names():
    asks = asked(
        "import numpy.linalg as la\nfrom torch.nn import functional\nimport os"
    )
    assert packages(asks, ["numpy", "torch", "scipy"]) == {"numpy", "torch"}


def test_hidden_files_are_no_modules(tmp_path):
    written(tmp_path, DOOR)
    (tmp_path / "lib/._checks.py").write_bytes(b"\x00\xff")
    (tmp_path / "lib/.cache").mkdir()
    (tmp_path / "lib/.cache/x.py").write_text("")
    assert not [
        name for name in scan(tmp_path / "lib") if "cache" in name or "_" in name
    ]


def test_a_file_that_is_no_text_is_named(tmp_path):
    written(tmp_path, DOOR)
    (tmp_path / "lib/latin.py").write_bytes("# été".encode("latin-1"))
    with pytest.raises(ValueError, match=r"latin\.py is not text in UTF-8"):
        scan(tmp_path / "lib")


def test_of_the_real_library_a_page_reads_what_it_uses():
    library = scan(ROOT / "lib")
    found = closure(asked("from lib.noise import noise_scale"), library)
    assert "lib.noise.scale" in found and "lib.rounding" in found
    assert not [name for name in found if "chains" in name or "evidence" in name]
