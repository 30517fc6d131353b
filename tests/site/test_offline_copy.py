"""The zip of the site: unpacked anywhere, it is the whole book without a network."""

from __future__ import annotations

import os
import shutil
import zipfile

import pytest

from tools.offline import pack


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    """The site as a reader unpacks it, in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("zum Üben, später")
    archive = folder / "notes.zip"
    pack(site, archive)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    archive.unlink()
    assert [path.name for path in folder.iterdir()] == ["notes"]
    return folder / "notes"


@pytest.fixture
def look(copy, visit):
    """Open a page of the copy; at the end, nothing may have gone wrong."""
    seen = []

    def looker(path):
        seen.append(visit((copy / path).as_uri(), path))
        return seen[-1]

    yield looker
    for opened in seen:
        assert not opened.errors
        assert not opened.foreign
        opened.page.close()


def test_holds_the_site_but_what_only_the_build_reads(site, copy):
    def files(folder):
        return {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}

    left_out = files(site) - files(copy)
    assert all(path.name.startswith(".") for path in left_out)
    assert not [path for path in files(copy) if ".doctrees" in path.parts]
    for path in files(copy):
        assert (copy / path).read_bytes() == (site / path).read_bytes()


def test_front_door_leads_into_the_book(look, copy):
    opened = look("book/notation.html")
    opened.page.goto((copy / "index.html").as_uri())
    opened.page.wait_for_url("**/book/intro.html")
    opened.page.locator("article h1").wait_for()


def test_search_finds_a_page(look, copy):
    opened = look("book/intro.html")
    opened.page.goto((copy / "search.html").as_uri() + "?q=momentum")
    results = opened.page.locator("#search-results li a")
    results.first.wait_for()
    opened.page.locator("#search-results", has_text="finished").wait_for()
    found = results.evaluate_all("links => links.map(a => a.href.split(/[?#]/)[0])")
    assert (copy / "book/momentum.html").as_uri() in found
    results.first.click()
    opened.page.locator("article h1").wait_for()


def test_maths_is_typeset_and_a_slider_moves(look):
    opened = look("book/evidence.html")
    assert opened.page.locator("mjx-container svg, mjx-container mjx-math").count()
    assert opened.page.evaluate("[...document.fonts].some(f => f.status == 'loaded')")
    figure = opened.page.locator("figure.explore").first
    shown = figure.locator("img:visible")
    before = shown.get_attribute("alt")
    figure.locator("input").first.focus()
    opened.page.keyboard.press("ArrowRight")
    assert shown.get_attribute("alt") != before


def test_the_theme_changes(look):
    opened = look("book/intro.html")
    background = "getComputedStyle(document.body).backgroundColor"
    seen = set()
    for _ in range(3):
        opened.page.locator("button.theme-switch-button:visible").first.click()
        seen.add(opened.page.evaluate(background))
    assert len(seen) == 2


def test_same_site_same_bytes(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for name in ["index.html", "b/c.html", "b/ä.txt", ".buildinfo", ".doctrees/x"]:
        path = one / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    two.mkdir()
    for path in sorted(one.rglob("*"), reverse=True):
        if path.is_file():
            target = two / path.relative_to(one)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1e9, 1e9))
            target.chmod(0o600)
    for folder in (one, two):
        (tmp_path / f"of {folder.name}").mkdir()
        pack(folder, tmp_path / f"of {folder.name}" / "notes.zip")
    archives = [tmp_path / f"of {name}" / "notes.zip" for name in ("one", "two")]
    assert archives[0].read_bytes() == archives[1].read_bytes()
    assert zipfile.ZipFile(archives[0]).namelist() == [
        "notes/b/c.html",
        "notes/b/ä.txt",
        "notes/index.html",
    ]


def test_refuses_a_site_that_is_not_built(tmp_path):
    with pytest.raises(FileNotFoundError, match="make book"):
        pack(tmp_path, tmp_path / "notes.zip")
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_the_old_zip(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("")
    archive = tmp_path / "notes.zip"
    archive.write_bytes(b"old")

    def fail(*arguments):
        raise OSError("disk full")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", fail)
    with pytest.raises(OSError, match="disk full"):
        pack(tmp_path / "site", archive)
    assert archive.read_bytes() == b"old"
