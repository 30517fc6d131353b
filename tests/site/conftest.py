"""The built book, served on this machine, with each page open in a real browser.

Every test of a page shares one open page, at a width and in a theme of its choice; the
variable `BOOK_HTML` points the tests at a book that was built elsewhere.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from built import MISSING, PATIENCE, SITE, pages

# A sticky header would cover what a screenshot is about, and a transition would give
# the colours of the theme before.
STILL = """
*, ::before, ::after { transition: none !important; animation: none !important }
.bd-header, .bd-header-article { position: static !important }
"""


@dataclass
class Opened:
    """A page in the browser, and what went wrong since it was opened."""

    path: str
    page: object
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def show(self, width: int, theme: str) -> None:
        """Look at the page in a window so many pixels wide, in a "light" or "dark"."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate(
            "theme => Object.assign(document.documentElement.dataset,"
            " {theme: theme, mode: theme})",
            theme,
        )


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built book."""
    if not (SITE / "index.html").exists():
        pytest.skip(MISSING)
    return SITE


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(SITE))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def visit(browser: object) -> Callable[[str, str], Opened]:
    """Open a page; requests to other machines are recorded, and find none."""

    def opener(url: str, path: str, width: int = 1300, block: str = "") -> Opened:
        opened = Opened(
            path, browser.new_page(viewport={"width": width, "height": 900})
        )

        opened.page.set_default_timeout(PATIENCE)

        def watch(request: object) -> None:
            target = urlsplit(request.url)
            own = target.scheme in ("data", "blob", "file")
            if not own and target.hostname != "127.0.0.1":
                opened.foreign.append(request.url)

        def listen(message: object) -> None:
            if message.type == "error":
                opened.errors.append(message.text)

        opened.page.on("request", watch)
        if block:
            opened.page.route(block, lambda route: route.fulfill(body=""))
        opened.page.on("console", listen)
        opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
        opened.page.goto(url)
        opened.page.add_style_tag(content=STILL)
        opened.page.evaluate("window.MathJax?.startup?.promise")
        return opened

    return opener


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "opened" in metafunc.fixturenames:
        paths = pages() or [pytest.param("", marks=pytest.mark.skip(reason=MISSING))]
        metafunc.parametrize("opened", paths, indirect=True, scope="session")


@pytest.fixture(scope="session")
def opened(
    request: pytest.FixtureRequest, address: str, visit: Callable
) -> Iterator[Opened]:
    """Each page of the book in turn, open at its address."""
    opened = visit(address + request.param, request.param)
    # What is covered until a guess is made is tested apart.
    for button in opened.page.locator("form.predict button[type=button]").all():
        button.click()
    # Nothing is pointed at unless a test does so.
    opened.page.mouse.move(0, 0)
    yield opened
    opened.page.close()
