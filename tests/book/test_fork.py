"""A fork edits one line of `_config.yml`, and its site is its own throughout."""

import re

import pytest
import yaml
from tiny_book import Book

from tools.book import BOOK

OLD = BOOK.owner_and_name
NEW = "https://github.com/ada-lovelace/notes-on-engines"
SITE = "https://ada-lovelace.github.io/notes-on-engines/"


@pytest.fixture(scope="module")
def fork(tmp_path_factory):
    """Every file of the site of a small book whose repository is another."""
    book = Book(tmp_path_factory.mktemp("fork"))
    config = yaml.safe_load((book.folder / "_config.yml").read_text())
    config["repository"]["url"] = NEW
    book.write("_config.yml", yaml.safe_dump(config))
    built = book.build()
    assert built.code == 0, built.output
    return book.folder / "_build/html"


def text_of(folder):
    """The site's own text files, without what theme and extensions bring along."""
    kinds = (".html", ".md", ".ipynb", ".json", ".txt", ".xml")
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.suffix in kinds and "_static" not in path.relative_to(folder).parts
    }


def test_nothing_of_the_old_repository_is_left(fork):
    files = text_of(fork)
    assert {"index.html", "404.html", "search.html", "book/one.html"} <= files.keys()
    owner, name = OLD
    for path, text in files.items():
        assert owner.lower() not in text.lower(), path
        assert f"/{name}/book/" not in text, path


@pytest.mark.parametrize(
    "address",
    [
        f'href="{NEW}"',
        f'href="{NEW}/issues/new',
        f'href="{NEW}/edit/main/book/one.md"',
        f'<link rel="canonical" href="{SITE}book/one.html"',
        f'<meta property="og:url" content="{SITE}book/one.html"',
        f'<meta property="og:image" content="{SITE}_images/',
    ],
)
def test_a_page_leads_to_the_new_one(fork, address):
    assert address in (fork / "book/one.html").read_text()


def test_the_buttons_open_the_forks_notebooks(fork):
    slug = NEW.removeprefix("https://github.com/")
    page = (fork / "book/one.html").read_text()
    for address in (
        f"https://mybinder.org/v2/gh/{slug}/main?urlpath=lab/tree/book/one.md",
        "https://colab.research.google.com/github/"
        f"{slug}/blob/gh-pages/notebooks/one.ipynb",
        "../notebooks/one.ipynb",
    ):
        assert f'href="{address}"' in page
    assert f'"git+{NEW}"' in (fork / "notebooks/one.ipynb").read_text().replace(
        "\\", ""
    )


def test_so_do_the_front_door_and_the_page_for_lost_addresses(fork):
    assert f'<link rel="canonical" href="{SITE}"' in (fork / "index.html").read_text()
    assert '<base href="/notes-on-engines/">' in (fork / "404.html").read_text()


def test_every_web_address_of_the_site_is_one_of_the_fork(fork):
    hosts = set()
    for text in text_of(fork).values():
        hosts |= set(re.findall(r'https?://[\w.-]*github[\w.-]*/[^/"\s]+', text))
    assert hosts == {
        "https://github.com/ada-lovelace",
        "https://ada-lovelace.github.io/notes-on-engines",
    }
