"""One headless Chromium for every test that looks at a page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest

# In the name of a test: what it is asked of.
PAGE = re.compile(r"\bbook/[\w/-]+\.html\b")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other machine has a name that this browser could find.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Playwright's browser; the tests that need it are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("needs chromium on the PATH")
    api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: the extra 'test'"
    )
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take minutes, so that no core waits for them alone."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


# loadgroup would do it by marks, but pytest-xdist 3.8 loses them under pytest 9.2.
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give a core a whole file, or all that is asked of a page of the site."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFileOrPage(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            page = PAGE.search(nodeid)
            return page[0] if page else nodeid.partition("::")[0]

    return ByFileOrPage(config, log)
