"""The page for addresses that are not there, as GitHub shows it: at any depth."""

from __future__ import annotations

import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import pytest
from built import PATIENCE

from tools.book import BOOK

PREFIX = urlsplit(BOOK.site).path
LOST = [
    "nothing.html",
    "book/evidense.html",
    "book/exercises/one/two/three/",
    "a/b?q=c#d",
]


@pytest.fixture(scope="module")
def published(site):
    """The site below its prefix on a server that answers as GitHub Pages does."""

    class Pages(SimpleHTTPRequestHandler):
        def translate_path(self, path):
            path = unquote(urlsplit(path).path)
            inside = path.removeprefix(PREFIX)
            return str(site / inside) if inside != path else str(site / "nowhere")

        def send_error(self, code, *arguments):
            page = (site / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=LOST)
def lost(request, published, browser):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.set_default_timeout(PATIENCE)
    answers = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    page.goto(published + request.param)
    yield page, answers
    page.close()


def test_is_whole_at_any_depth(lost):
    page, answers = lost
    assert answers[0][0] == 404
    assert not [answer for answer in answers[1:] if answer[0] != 200]
    style = "getComputedStyle(document.querySelector('main').parentElement).maxWidth"
    assert page.evaluate(style) != "none"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator("link[rel=stylesheet], script, img").count()


def test_every_link_leads_into_the_book(lost, published, site):
    page, _ = lost
    links = page.locator("a").evaluate_all("links => links.map(a => a.href)")
    for link in links:
        assert link.startswith(published)
        assert (site / urlsplit(link).path.removeprefix(PREFIX)).is_file()
    assert len(set(links)) > 10
    page.get_by_role("link", name="the first page").click()
    page.wait_for_function("document.title.startsWith('Why')")


def test_a_word_can_be_looked_for(lost, published):
    page, _ = lost
    page.get_by_role("searchbox").fill("bubblewrap")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="For instructors").wait_for()
    assert page.url == f"{published}search.html?q=bubblewrap"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_keeps_to_the_theme_of_the_machine(published, browser, theme):
    page = browser.new_page(color_scheme=theme)
    page.goto(published + "nothing")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(int(part) for part in colour[4:-1].split(",")) > 3 * 128
    assert light == (theme == "light")
    page.close()
