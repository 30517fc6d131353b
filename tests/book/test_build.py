"""Tiny books, built for real: what is executed again, what stops a build, the ledger.

Every chapter of these books writes its name to a file when it runs, so that the tests
count executions by whoever did them, and not by what the build says of itself.
"""

import os
import platform
import re
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import IPython
import ledger
import measured
import pytest
from stamp import DISPLAY_NAME, HEADER
from tiny_book import CHAPTER, FILES, ROOT, Book


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Built and up to date; each test leaves it so, or leaves only failed builds."""
    made = Book(tmp_path_factory.mktemp("book"))
    first = made.build()
    assert first.code == 0, first.output
    assert first.executed == ["one", "two"]
    return made


def test_a_build_after_no_change_executes_and_reads_nothing(book):
    for path in book.folder.rglob("lib/*.py"):
        path.touch()
    again = book.build()
    assert (again.code, again.executed) == (0, [])
    assert "0 added, 0 changed, 0 removed" in again.output


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lib/direct.py", ["one"]),
        ("lib/indirect.py", ["one"]),
        ("lib/other.py", ["two"]),
        ("lib/unused.py", []),
        ("constraints.txt", ["one", "two"]),
    ],
)
def test_a_change_executes_exactly_the_chapters_it_reaches(book, name, expected):
    changed = (book.folder / name).read_text() + "# another line\n"
    book.write(name, changed)
    again = book.build()
    assert (again.code, again.executed) == (0, expected), again.output


def test_the_root_seed_executes_again_and_back_again_is_remembered(book):
    other = book.build(BOOK_SEED="3", BOOK_CLAIMS="collect")
    assert (other.code, other.executed) == (0, ["one", "two"])
    assert "seed 3 None" in book.page("one")
    back = book.build()
    assert (back.code, back.executed) == (0, [])
    assert "seed 0 None" in book.page("one")


def test_prose_is_read_again_without_executing(book):
    book.edit("book/one.md", "It took", "By the clock it took")
    again = book.build()
    assert (again.code, again.executed) == (0, [])
    assert "By the clock it took" in book.page("one")


def test_a_page_put_back_with_an_older_time_is_read_and_executed_again(book):
    page = book.folder / "book/one.md"
    before, then = page.read_text(), page.stat().st_mtime
    book.edit("book/one.md", "print(", "1 + 1\nprint(")
    os.utime(page, (then - 1000, then - 1000))
    assert [line.split()[0] for line in fresh(book) if "out of date" in line] == [
        "book/one"
    ]
    again = book.build()
    assert (again.code, again.executed) == (0, ["one"]), again.output
    page.write_text(before)
    os.utime(page, (then - 2000, then - 2000))
    back = book.build()
    assert (back.code, back.executed) == (0, []), back.output
    assert "1 + 1" not in book.page("one")


def test_the_report_needs_no_folder_that_can_be_written_to(book):
    cache = book.folder / "_build/.jupyter_cache"
    folders = [cache, *(path for path in cache.rglob("*") if path.is_dir())]
    files = [path for path in cache.rglob("*") if path.is_file()]
    for path in [*files, *folders]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert not [line for line in fresh(book) if "out of date" in line]
    finally:
        for path in [*folders, *files]:
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_captioned_figure_that_shows_no_image_stops_the_build(book):
    before = (book.folder / "book/one.md").read_text()
    figure = (
        "\n```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    name: fig-nothing\n"
        "    caption: Nothing.\n---\nprint('no picture')\n```\n"
    )
    book.write("book/one.md", before + figure)
    failed = book.build()
    assert failed.code != 0
    assert "fig-nothing" in failed.output and "shows no image" in failed.output
    book.write("book/one.md", before)
    assert book.build().code == 0


def test_litter_of_editors_is_no_part_of_the_book(book):
    for name in ("lib/._direct.py", "book/._one.md", "book/.one.md.swp"):
        (book.folder / name).write_bytes(b"\x00\xff\xfe")
    again = book.build()
    assert (again.code, again.executed) == (0, []), again.output
    assert "0 added, 0 changed, 0 removed" in again.output


def test_a_changed_style_sheet_reaches_the_site(book):
    book.write("book/_static/book.css", "p { color: teal; }")
    again = book.build()
    assert (again.code, again.executed) == (0, [])
    copied = book.folder / "_build/html/_static/book.css"
    assert "teal" in copied.read_text()


def test_the_ledger_gathers_all_chapters_and_follows_them(book):
    before = book.page("ledger").partition("<article")[2].partition("</article")[0]
    assert 'Author (<a class="reference internal"' in before, "the citation resolves"
    assert "Figure 1" in before and "held" in before
    assert "Of one: a_b &lt; *c*: 1.5, in" in before, "statements are not markup"
    assert "Of two: a_b &lt; *c*" in before and "(−∞, 9]" in before
    assert 'href="one.html"' in before and 'href="two.html"' in before
    book.edit("lib/other.py", "2.125", "4.875")
    again = book.build()
    assert (again.code, again.executed) == (0, ["two"])
    assert "4.875" in book.page("ledger") and "2.125" not in book.page("ledger")
    gone = book.folder / "book/two.md"
    text = gone.read_text()
    gone.unlink()
    book.edit("_toc.yml", "- file: book/two\n", "")
    again = book.build()
    assert (again.code, again.executed) == (0, []), again.output
    assert "Of two" not in book.page("ledger") and "Of one" in book.page("ledger")
    gone.write_text(text)
    book.edit("_toc.yml", "- file: book/one\n", "- file: book/one\n- file: book/two\n")
    again = book.build()
    assert (again.code, again.executed) == (0, []), again.output
    assert "4.875" in book.page("ledger")


def text_of(table):
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", table, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


def freshness_tables(book):
    page = book.page("ledger")
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    return page, text_of(tables[-2]), text_of(tables[-1])


def test_the_page_says_when_pages_were_executed_and_with_what(book):
    page, dates, used = freshness_tables(book)
    today = datetime.now(timezone.utc).date().isoformat()
    assert dates[:3] == ["Chapter", "Claims held", "Executed"]
    assert dates[3::3] == ["Chapter one", "Chapter two"]
    assert dates[4::3] == ["1 of 1", "1 of 1"]
    # Midnight may have passed since the first build.
    yesterday = (datetime.now(timezone.utc) - timedelta(hours=1)).date().isoformat()
    assert set(dates[5::3]) <= {today, yesterday}
    assert used[3:6] == ["Python", platform.python_version(), "2 pages"]
    assert used[6:] == ["IPython", IPython.__version__, "2 pages"]
    assert "All pages ran with the same versions." in page


def more_prose(book, name):
    book.write(name, (book.folder / name).read_text() + "\nAnd so on.\n")


def records(book):
    return sqlite3.connect(book.folder / "_build/.jupyter_cache/global.db")


def record_of_one(book, **versions):
    """Have the first chapter's record say that it ran with these versions."""
    with records(book) as database:
        for name, version in versions.items():
            database.execute(
                f"UPDATE nbcache SET data = json_set(data, '$.versions.{name}', ?) "
                "WHERE uri LIKE '%one.md'",
                [version],
            )


def test_pages_that_ran_with_different_versions_are_named(book):
    record_of_one(book, IPython="0.1")
    more_prose(book, "book/one.md")
    assert book.build().executed == []
    page, _, used = freshness_tables(book)
    assert "Not all pages ran with the same version of IPython." in page
    assert used[6:9] == ["IPython", "0.1", "Chapter one"]
    assert used[9:] == ["IPython", IPython.__version__, "Chapter two"]
    lines = fresh(book)
    assert "Not all pages ran with the same version of IPython." in lines
    assert "  IPython 0.1: book/one" in lines
    record_of_one(book, IPython=IPython.__version__)
    more_prose(book, "book/one.md")
    assert book.build().executed == []


def test_an_execution_of_which_too_little_is_recorded_is_none(book):
    with records(book) as database:
        database.execute(
            "UPDATE nbcache SET data = json_remove(data, '$.versions') "
            "WHERE uri LIKE '%one.md'"
        )
    assert [line.split()[0] for line in fresh(book) if "out of date" in line] == [
        "book/one"
    ]
    more_prose(book, "book/one.md")
    again = book.build()
    assert (again.code, again.executed) == (0, ["one"]), again.output
    assert "All pages ran with the same versions." in book.page("ledger")


def fresh(book, **environment):
    """Lines of the report, which must not execute or write anything."""
    before = snapshot(book)
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "freshness.py"],
        cwd=book.folder,
        env=book.environment(**environment),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert snapshot(book) == before
    return done.stdout.splitlines()


def snapshot(book):
    runs = (book.folder / "runs.txt").read_text()
    # Reading in the cache of executions touches the times of its records.
    files = [path for path in book.folder.rglob("*") if path.name != "global.db"]
    return runs, {path: path.stat().st_mtime_ns for path in files if path.is_file()}


def test_the_report_says_what_is_out_of_date(book):
    def stale(**environment):
        lines = [line for line in fresh(book, **environment) if "out of date" in line]
        return [line.split()[0] for line in lines]

    assert stale() == []
    assert stale(BOOK_SEED="8") == ["book/one", "book/two"]
    before = (book.folder / "lib/indirect.py").read_text()
    book.write("lib/indirect.py", "V = 1.75\n")
    assert stale() == ["book/one"]
    book.write("lib/indirect.py", before)
    more_prose(book, "book/two.md")
    assert stale() == []


def test_the_report_has_a_line_for_each_page(book):
    one, two, *rest = fresh(book)
    for line, name in [(one, "book/one"), (two, "book/two")]:
        assert line.startswith(name) and "claims held: 1 of 1" in line
        when = re.search(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC", line)[1]
        assert datetime.fromisoformat(when) <= datetime.now(timezone.utc).replace(
            tzinfo=None
        )
    assert rest[:2] == ["", "All pages ran with the same versions."]
    assert f"  Python {platform.python_version()}" in rest


def test_of_a_book_that_was_never_built_all_is_out_of_date(tmp_path):
    book = Book(tmp_path)
    (tmp_path / "runs.txt").write_text("")
    one, two = fresh(book)
    assert "out of date" in one and "out of date" in two
    assert not (tmp_path / "_build").exists()


def test_a_mixture_of_versions_is_said():
    runs = {
        "a": {"versions": {"Python": "3.11", "numpy": "2.0"}},
        "b": {"versions": {"Python": "3.11"}},
    }
    assert "same versions" in measured.mixture(runs)
    runs["c"] = {"versions": {"Python": "3.12", "numpy": "2.0"}}
    assert measured.mixture(runs).endswith("the same version of Python.")
    assert measured.by_version(runs)["Python"] == {"3.11": ["a", "b"], "3.12": ["c"]}


def test_held_claims_are_counted_and_identities_apart():
    claims = [{"passed": passed, "kind": "measured"} for passed in (True, False, True)]
    assert measured.held({"claims": claims}) == "2 of 3"
    claims.append({"passed": True, "kind": "checked"})
    assert measured.held({"claims": claims}) == "2 of 3, 1 of 1 checked"
    assert measured.held({"claims": claims[3:]}) == "1 of 1 checked"
    assert measured.held({"claims": []}) == "none made"


def test_no_page_names_another_host(book):
    for path in (book.folder / "_build/html").rglob("*.html"):
        for attribute in ("src", "srcset", "data-src"):
            assert f'{attribute}="http' not in path.read_text(), path
        assert "unpkg" not in path.read_text() and "thebe" not in path.read_text()


def test_a_warning_fails_the_build_and_the_next_one_too(book):
    before = (book.folder / "book/index.md").read_text()
    book.write("book/index.md", f"{before}\n{{ref}}`nowhere`\n")
    failed = book.build()
    assert failed.code != 0 and "nowhere" in failed.output
    lines = ["{cite:t}`nobody`", "```{nodirective}\n```", "{measured}`bytes`"]
    book.write("book/index.md", "\n\n".join([before, *lines]))
    failed, again = book.build(), book.build()
    for build in (failed, again):
        assert build.code != 0
        for complaint in ("nobody", "nodirective", "'bytes' is not one of"):
            assert complaint in build.output
    book.write("book/index.md", before)
    assert book.build().code == 0


def test_every_failing_chapter_is_reported_and_the_others_kept(book, tmp_path):
    pages = ("one", "two")
    before = {page: (book.folder / f"book/{page}.md").read_text() for page in pages}
    for page in pages:
        book.edit(f"book/{page}.md", "print(", f"1 / 0  # of {page}\nprint(")
    book.edit("book/index.md", "# Home", "# Home again")
    book.write("book/third.md", FILES["book/two.md"].replace("two", "third"))
    book.edit(
        "_toc.yml", "- file: book/one\n", "- file: book/one\n- file: book/third\n"
    )
    failed = book.build()
    assert failed.code != 0
    assert failed.executed == ["one", "third", "two"]
    for page in pages:
        assert f"book/{page}" in failed.output
        assert f"1 / 0  # of {page}" in failed.output
    assert "ZeroDivisionError" in failed.output
    for page, text in before.items():
        book.write(f"book/{page}.md", text)
    mended = book.build()
    assert (mended.code, mended.executed) == (0, []), "the third was not kept"


def test_the_display_name_is_found_in_the_header_alone():
    text = CHAPTER.format(name="n", module="m", paper="p") + "  display_name: other\n"
    header = HEADER.match(text)[0]
    assert header.endswith("---") and "Chapter" not in header
    assert [found[2] for found in DISPLAY_NAME.finditer(header)] == ["Python 3"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (3.21, "3.2 s"), (9.96, "10 s"), (99, "99 s"), (150, "2.5 min")],
)
def test_durations_are_rounded(seconds, text):
    assert measured.duration(seconds) == text


@pytest.mark.parametrize(
    ("megabytes", "text"), [(403.2, "410 MB"), (990, "990 MB"), (1234, "1.2 GB")]
)
def test_sizes_are_rounded_up(megabytes, text):
    assert measured.size(megabytes) == text


def test_a_claim_on_a_paper_says_what_no_effect_would_be():
    def run(**claim):
        return {"page": {"claims": [{"name": "a", "paper": {}, **claim}]}}

    paper = {"cite": "x"}
    assert ledger.silent(run(paper=None), []) == []
    assert ledger.silent(run(paper=paper, no_effect=None), []) == []
    assert ledger.silent(run(paper=paper), []) == ["a"]
    assert ledger.silent(run(paper=paper), ["a"]) == []
