"""A record says where its numbers come from, and is whole whatever happens."""

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.book import Book
from tools.paper.figures import GRIDS, figures
from tools.paper.record import FOLDER, HEADER, ROOT, Record, complaints, read

SETTINGS = {"figure": "fig0", "steps": 10, "hidden": [8]}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def begin(path, resume=False, **other):
    given = dict(settings=SETTINGS, seeds=[0, 1], device="cpu", processor="a chip")
    return Record(path, **{**given, **other}, resume=resume)


@pytest.fixture
def path(tmp_path):
    """Of a record with one row."""
    path = tmp_path / "results" / "fig0.json"
    begin(path).add([{"lr": 0.1, "seed": 0, "score": [0.5, 0.25]}], 2.0, 1.0)
    return path


def test_it_begins_with_its_provenance_and_a_row_is_a_line(path):
    content = read(path)
    assert list(content) == list(HEADER)
    assert content["versions"]["torch"] and content["processor"] == "a chip"
    assert (content["wall_s"], content["cpu_s"]) == (2.0, 1.0)
    record = begin(path, resume=True)
    record.add([{"lr": 0.2, "seed": 1}], 1.0, 1.0)
    lines = path.read_text("utf8").splitlines()
    assert sum('"seed":' in line for line in lines) == 2
    assert read(path)["wall_s"] == 3.0


def test_what_is_there_is_found_and_not_overwritten(path):
    with pytest.raises(ValueError, match="give --resume"):
        begin(path)
    record = begin(path, resume=True)
    assert record.has({"lr": 0.1, "seed": 0})
    assert not record.has({"lr": 0.1, "seed": 1})
    assert not record.has({"lr": 0.2, "seed": 0})


def test_another_machine_is_named_beside_the_first(path):
    record = begin(path, resume=True, processor="another", device="a card")
    record.add([{"lr": 0.2, "seed": 1}], 1.0, 1.0)
    begin(path, resume=True, processor="another").add([], 0.0, 0.0)
    assert read(path)["processor"] == "a chip; another"
    assert read(path)["device"] == "cpu; a card"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"settings": {**SETTINGS, "steps": 20}}, "steps is 10, not 20"),
        ({"settings": {"figure": "fig0"}}, r"hidden is \[8\], not None"),
        ({"seeds": [0]}, r"\[0, 1\], not \[0\]"),
    ],
)
def test_rows_of_other_settings_do_not_come_into_one_file(path, other, words):
    before = path.read_bytes()
    with pytest.raises(ValueError, match=words):
        begin(path, resume=True, **other)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", HEADER)
def test_a_file_without_its_provenance_is_refused(path, name):
    content = json.loads(path.read_text("utf8"))
    without = {key: value for key, value in content.items() if key != name}
    turned = {name: content[name], **content} if name != "settings" else {}
    broken = [without, turned, {**content, name: None}]
    if HEADER[name] in (dict, list, str) and name != "rows":
        broken.append({**content, name: HEADER[name]()})
    for other in broken:
        path.write_text(json.dumps(other), "utf8")
        with pytest.raises(ValueError, match=r"fig0\.json"):
            read(path)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "\x00", '{"settings": {"a": 1}}']
)
def test_a_damaged_file_is_an_error_that_names_it(path, text):
    path.write_text(text)
    with pytest.raises(ValueError, match=r"fig0\.json"):
        begin(path, resume=True)


def test_rows_of_seeds_that_nobody_named_are_refused(path):
    content = json.loads(path.read_text("utf8"))
    content["rows"][0]["seed"] = 7
    path.write_text(json.dumps(content))
    with pytest.raises(ValueError, match="one of the seeds"):
        read(path)


def test_a_write_that_fails_leaves_the_old_file(path, monkeypatch):
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    record = begin(path, resume=True)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        record.add([{"lr": 0.2, "seed": 1}], 1.0, 1.0)
    assert path.read_bytes() == before


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=3))
def test_whatever_a_row_holds_comes_back(tmp_path_factory, row):
    path = tmp_path_factory.mktemp("record") / "fig0.json"
    begin(path).add([{**row, "seed": 1}], 0.1, 0.1)
    assert read(path)["rows"] == [{**row, "seed": 1}]


PAGE = """
Text.

```{{code-cell}} ipython3
:tags: [hide-input]

found = recorded("fig0", {0})
```
"""


def test_a_page_that_says_other_settings_is_found(path):
    folder = path.parent
    assert complaints(PAGE.format("steps=10, hidden=(8,)"), folder) == []
    assert complaints(PAGE.format("steps=20"), folder) == ["fig0: steps is 10, not 20"]
    (wrong,) = complaints(PAGE.format("width=3"), folder)
    assert wrong == "fig0: width is None, not 3"
    path.unlink()
    (wrong,) = complaints(PAGE.format("steps=10"), folder)
    assert "cannot be read" in wrong


def test_the_book_s_pages_say_what_its_records_are():
    book = Book(ROOT)
    for page in book.pages:
        text = book.source(page).read_text("utf8")
        assert complaints(text) == [], page


def test_the_book_s_records_are_the_runner_s():
    known = {
        (name, grid, precision): figure
        for grid in GRIDS
        for precision in ("highest", "medium")
        for name, figure in figures(grid, precision).items()
    }
    for path in FOLDER.glob("*.json"):
        content = read(path)
        said = dict(content["settings"])
        grid = said.pop("grid")
        figure = known[path.stem, grid, said.get("precision", "highest")]
        assert said == json.loads(json.dumps(figure.settings())), path.name
        assert content["seeds"] == list(figure.seeds), path.name
        keys = figure.keys()
        found = [{name: row[name] for name in keys[0]} for row in content["rows"]]
        assert all(key in keys for key in found), path.name
        assert len({json.dumps(key) for key in found}) == len(found), path.name
