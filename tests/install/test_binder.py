"""Binder: the links open chapters and sheets in JupyterLab, and the sliders work there.

Conda is left out: the same packages come from pip. What Binder does after that is done
as it does it: `postBuild`, a server that needs no password, and a link to a file.
"""

import re
import socket
import subprocess
import time
import urllib.request
from urllib.error import URLError
from urllib.parse import urlsplit

import jupytext
import pytest
from fresh_environment import copy_of_checkout

from tools import sheets, stubs
from tools.book import BOOK
from tools.notebooks import has_code

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect

pytest_plugins = ["fresh_environment"]
pytestmark = pytest.mark.slow

WIDGETS = "application/vnd.jupyter.widget-view+json"
# Short, and its first figure has two sliders.
CHAPTER = "book/how-we-measure.md"


NOTEBOOKS = {
    f"{page}.md": jupytext.read(BOOK.source(page))
    for page in BOOK.pages
    if has_code(BOOK.source(page)) and not page.startswith("book/exercises/")
}


def sources(notebook):
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


@pytest.fixture(scope="module")
def server(binder, tmp_path_factory):
    """Address of JupyterLab over a copy of the checkout in which postBuild has run."""
    root = copy_of_checkout(tmp_path_factory.mktemp("checkout"))
    binder.call(root / "postBuild", cwd=root)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/user/reader/"
    options = [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.base_url=/user/reader/",
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
        "--no-browser",
        "--allow-root",
    ]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("w") as file:
        lab = subprocess.Popen(
            ["jupyter", "lab", *options],
            cwd=root,
            env=binder.variables,
            executable=binder.python.parent / "jupyter",
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + 60
        while not answers(f"{address}api"):
            assert lab.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield address
    finally:
        lab.terminate()
        lab.wait(60)


def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except (URLError, OSError):
        return False


class Lab:
    """A file open in JupyterLab, by a link as Binder's."""

    def __init__(self, page, link):
        self.page, self.foreign = page, []
        page.route("**/*", self.watch)
        page.goto(link)
        page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.context?.isReady",
            timeout=60_000,
        )
        page.evaluate("() => jupyterapp.shell.currentWidget.context.ready")

    def watch(self, route):
        target = urlsplit(route.request.url)
        if target.scheme in ("data", "blob") or target.hostname == "127.0.0.1":
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def panel(self, expression, argument=None):
        """Value of a JavaScript expression in `panel`, what is open, and `argument`."""
        return self.page.evaluate(
            "async argument => { const panel = jupyterapp.shell.currentWidget; "
            f"return await ({expression}); }}",
            argument,
        )

    def cells(self):
        return self.panel("panel.content.model.sharedModel.cells.map(c => c.toJSON())")

    def kernel_is_idle(self):
        self.page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session"
            "?.kernel?.status === 'idle'",
            timeout=120_000,
        )

    def run_all(self):
        """Run all cells; whether none failed."""
        self.page.set_default_timeout(600_000)
        return self.page.evaluate(
            "() => jupyterapp.commands.execute('runmenu:run-all')"
        )

    def python(self, code):
        """Run code in the kernel of the notebook."""
        status = (
            "panel.sessionContext.session.kernel.requestExecute({code: argument})"
            ".done.then(reply => reply.content.status)"
        )
        assert self.panel(status, code) == "ok"


@pytest.fixture
def open_lab(server, browser):
    """Open a file by its link, in a workspace where nothing else is open."""
    opened = []

    def opener(name):
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        opened.append(Lab(page, f"{server}lab/tree/{name}?reset"))
        return opened[-1]

    yield opener
    for lab in opened:
        lab.page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")
        lab.page.close()


def static(html):
    """Frames of a figure's page, the first shown, and how far its first slider goes."""
    images = re.findall(r"<img [^>]+>", html)
    frames = [re.search(r'src="([^"]+)"', image)[1] for image in images]
    start = next(i for i, image in enumerate(images) if " hidden" not in image)
    return frames, start, len(frames) // (1 + int(re.search(r'max="(\d+)"', html)[1]))


def joined(cells):
    return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def is_notebook(lab, name):
    assert lab.panel("panel.context.path") == name
    assert lab.panel("panel.node.classList.contains('jp-NotebookPanel')")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_link_opens_a_notebook_and_not_its_text(open_lab, name):
    lab = open_lab(name)
    is_notebook(lab, name)
    assert joined(lab.cells()) == sources(NOTEBOOKS[name])
    assert lab.foreign == []


@pytest.mark.parametrize("path", sheets.sheets(), ids=lambda path: path.stem)
def test_the_link_of_a_sheet_opens_what_a_student_gets(open_lab, path):
    name = f"release/{path.stem}.ipynb"
    lab = open_lab(name)
    is_notebook(lab, name)
    cells = joined(lab.cells())
    instructor = sheets.instructor(path)
    assert cells == sources(sheets.student(instructor))
    solved = [
        cell.metadata.nbgrader.grade_id
        for cell in instructor.cells
        if cell.cell_type == "code" and "### BEGIN SOLUTION" in cell.source
    ]
    text = "\n".join(source for _, source in cells)
    assert solved
    assert [name for name in solved if stubs.code(name) not in text] == []
    assert "SOLUTION" not in text
    assert lab.foreign == []


def test_a_chapter_runs_and_its_slider_draws(open_lab):
    lab = open_lab(CHAPTER)
    lab.kernel_is_idle()
    assert lab.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert lab.run_all()
    code = [cell for cell in lab.cells() if cell["cell_type"] == "code"]
    assert [c for c in code if c["source"] and not c["execution_count"]] == []
    outputs = [
        (i, out)
        for i, cell in enumerate(lab.cells())
        for out in cell.get("outputs", [])
    ]
    assert [out for _, out in outputs if out["output_type"] == "error"] == []

    at, bundle = next(
        (i, out["data"]) for i, out in outputs if WIDGETS in out.get("data", {})
    )
    frames, start, stride = static(bundle["text/html"])
    lab.panel("panel.content.scrollToItem(argument, 'start')", at)
    cell = lab.page.locator(f".jp-Cell[data-windowed-list-index='{at}']")
    slider = cell.locator(".widget-slider [role=slider]").first
    image = cell.locator(".widget-html img")

    def move(key):
        said = slider.get_attribute("aria-valuetext")
        slider.press(key)
        expect(slider).not_to_have_attribute("aria-valuetext", said)

    expect(image).to_have_attribute("src", frames[start])
    move("ArrowRight")
    expect(image).to_have_attribute("src", frames[start + stride])

    # A frame that was drawn beforehand has more colours.
    lab.python("import lib.explore.frames; lib.explore.frames.SHADES = 2")
    move("ArrowLeft")
    expect(image).not_to_have_attribute("src", frames[start + stride])
    drawn_again = image.get_attribute("src")
    assert drawn_again not in frames

    lab.panel("panel.sessionContext.shutdown()")
    move("ArrowRight")
    lab.page.wait_for_timeout(3000)
    expect(image).to_have_attribute("src", drawn_again)
    assert lab.foreign == []
