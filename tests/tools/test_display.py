"""What a student's prose and outputs can do in the pages that an instructor opens.

Each payload asks a machine that does not exist for its own name, by script or without.
It is first seen to do so with the cleaning taken out, in feedback and the formgrader;
then nothing is asked for.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from urllib.parse import urlsplit

import nbformat
import pytest
import submissions as handed_in
from built import PATIENCE
from courses import PYTHON, ROOT, SHEETS, assembled, course, grading
from nbformat.v4 import new_markdown_cell

pytestmark = [grading, pytest.mark.slow]

HOST = "https://beacon.invalid"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


def ask(name):
    """A script that is heard of, without a blank or a double quote."""
    return f"(new(Image)).src='{HOST}/{name}'"


PROSE = {
    "script": f"<script>{ask('script')}</script>",
    "onerror": f'<img src="x" onerror="{ask("onerror")}">',
    "ontoggle": f'<details open ontoggle="{ask("ontoggle")}">more</details>',
    "onfocus": f'<input autofocus onfocus="{ask("onfocus")}">',
    "onanimation": "<style>@keyframes k {from {left: 0}}</style>"
    f'<b style="animation: k 1s" onanimationstart="{ask("onanimation")}">b</b>',
    "srcdoc": f'<iframe srcdoc="<script>{ask("srcdoc")}</script>"></iframe>'.replace(
        "'", "&#39;"
    ),
    "frame-script": f'<iframe src="javascript:void({ask("frame-script")})"></iframe>',
    "svg": f'<svg onload="{ask("svg")}"><circle r="9"/></svg>',
    "svg-image": f'<svg><image href="{HOST}/svg-image"/></svg>',
    "style": f"<style>body {{background: url({HOST}/style)}}</style>",
    "import": f"<style>@import '{HOST}/import';</style>",
    "style-attribute": f"<p style='background: url({HOST}/style-attribute)'>p</p>",
    "beacon": f'<img src="{HOST}/beacon">',
    "markdown-beacon": f"![]({HOST}/markdown-beacon)",
    "srcset": f'<img srcset="{HOST}/srcset">',
    "poster": f'<video poster="{HOST}/poster"></video>',
    "object": f'<object data="{HOST}/object"></object>',
    "sheet": f'<link rel="stylesheet" href="{HOST}/sheet">',
    "frame": f'<iframe src="{HOST}/frame"></iframe>',
    "link": f'<a href="javascript:void({ask("link")})">click</a>',
    "form": f'<form action="{HOST}/form"><button class="x">click</button></form>',
    "capitals": f"<ScRiPt>{ask('capitals')}</sCrIpT >",
    "lines": f'<img src=x\nonerror\n=\n"{ask("lines")}">',
}
EXTRA = f'<img src=x onerror="{ask("extra-cell")}">'
WIDTH = f"1 onload=this.onload=null,this.src='{HOST}/metadata'"
OUTPUT = f"""from IPython.display import display
wide = {{"image/png": {{"width": {WIDTH!r}}}}}
display({{"image/png": {PIXEL!r}}}, raw=True, metadata=wide)
{handed_in.MEAN}"""
HONEST = """**Bold**, `code`, a [link](https://example.org/), $a < b$ and

$$\\frac{\\sum_i x_i}{n}$$

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1
```

![dot](attachment:dot.png)
"""
NAMES = {*PROSE, "extra-cell", "metadata"}
# By this class the formgrader knows its button for full marks.
BUTTON = '<span class="full-credit">click</span>'
FORMULAS = f"""$\\href{{javascript:{ask("formula")}}}{{x}}$

$\\style{{background: url({HOST}/formula)}}{{y}} \\class{{full-credit}}{{z}}$
"""
CLICK = """kind => [...document.querySelectorAll(kind)]
    .filter(thing => thing.textContent === "click").forEach(thing => thing.click())"""
WORDS = "I am read with all the rest."


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with a hand-in of all payloads, and three of one kind each."""
    folder = assembled(tmp_path_factory.mktemp("pages") / "course", "--sheets", SHEETS)
    release = nbformat.read(folder / "release/coin/coin.ipynb", 4)
    prose = {
        "mallory": "\n\n".join([*PROSE.values(), BUTTON, WORDS]),
        "missing": f"![](attachment:nowhere.png)\n\n{WORDS}",
        "honest": f"{HONEST}\n{WORDS}",
        "formulas": f"{FORMULAS}\n{WORDS}",
    }
    for student, text in prose.items():
        answers = {"coin_mean": OUTPUT} if student == "mallory" else {}
        notebook = handed_in.answered(release, **answers)
        cell = handed_in.cell(notebook, "coin-argument")
        cell.source = text
        if student == "honest":
            cell.attachments = {"dot.png": {"image/png": PIXEL}}
        if student == "mallory":
            notebook.cells.append(new_markdown_cell(EXTRA))
        path = folder.parent / "inbox" / student / "coin.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    course("collect", folder, "--submissions", folder.parent / "inbox")
    course("grade", folder)
    return folder


def without(folder, name, *lines):
    """A copy of the course in which some of the protection is taken out."""
    copy = shutil.copytree(folder, folder.with_name(name))
    with (copy / "nbgrader_config.py").open("a") as config:
        config.write("\n".join(lines))
    return copy


NO_CLEANING = "c.HTMLExporter.filters, c.HTMLExporter.preprocessors = {}, []"
NO_TEMPLATE = "del c.HTMLExporter.extra_template_basedirs"


@pytest.fixture(scope="module")
def courses(graded):
    """The course as it is, and with one wall or both taken out; feedback written."""
    made = {
        "as it is": graded,
        "bare": without(graded, "bare", NO_CLEANING, NO_TEMPLATE),
        "not cleaned": without(graded, "not-cleaned", NO_CLEANING),
    }
    for name, folder in made.items():
        # With the cleaning taken out, a file that is missing ends the conversion.
        course("feedback", folder, expect=None if name != "as it is" else 0)
    return made


@pytest.fixture(scope="module")
def formgrader(courses):
    """Where each course's formgrader answers, as `make formgrader` starts it."""
    servers, addresses = [], {}
    for name, folder in courses.items():
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = f"--port={port} --no-browser --allow-root --ServerApp.token=T".split()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        for variable in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            environment[variable] = str(folder.parent / variable / folder.name)
        command = [PYTHON.parent / "jupyter", "server", *options]
        with (folder.parent / f"{folder.name}.log").open("w") as log:
            servers.append(
                subprocess.Popen(
                    command, cwd=folder, env=environment, stdout=log, stderr=log
                )
            )
        addresses[name] = f"http://127.0.0.1:{port}"
    for address in addresses.values():
        deadline = time.monotonic() + 240
        while True:
            try:
                urllib.request.urlopen(f"{address}/api?token=T", timeout=5)
                break
            except OSError:
                assert time.monotonic() < deadline, "the formgrader does not answer"
                time.sleep(0.3)
    yield addresses
    for server in servers:
        server.terminate()
        server.wait()


def identities(address):
    """The formgrader's name for each student's notebook."""
    url = f"{address}/formgrader/api/submitted_notebooks/coin/coin?token=T"
    with urllib.request.urlopen(url) as answer:
        return {row["student"]: row["id"] for row in json.load(answer)}


@pytest.fixture
def seen(browser, courses, formgrader):
    """Open a page, click all that can be clicked; what it asked other hosts for."""
    contexts = []

    def opener(kind, which, student="mallory"):
        context = browser.new_context()
        contexts.append(context)
        asked = []

        def watch(route):
            target = urlsplit(route.request.url)
            if target.scheme in ("http", "https") and target.hostname != "127.0.0.1":
                asked.append(route.request.url)
                route.abort()
            else:
                if route.request.method != "GET":
                    asked.append(f"{route.request.method} {target.path}")
                route.continue_()

        context.route("**/*", watch)
        page = context.new_page()
        if kind == "feedback":
            page.goto(f"file://{courses[which]}/feedback/{student}/coin/coin.html")
        else:
            address = formgrader[which]
            name = identities(address)[student]
            page.goto(f"{address}/login?token=T")
            page.goto(f"{address}/formgrader/submissions/{name}/?index=0")
        page.wait_for_timeout(1500)
        # One by one, for what is opened first is given up for the next.
        for clicked in ("span", "a", "button"):
            page.evaluate(CLICK, clicked)
            page.wait_for_timeout(500)
        return page, asked

    yield opener
    for context in contexts:
        context.close()


def names(asked):
    return {urlsplit(url).path[1:] for url in asked if url.startswith(HOST)}


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_each_payload_works_with_the_cleaning_taken_out(seen, kind):
    _, asked = seen(kind, "bare")
    assert names(asked) == NAMES
    raised = any("PUT /formgrader/api/grade/" in request for request in asked)
    assert raised == (kind == "formgrader")


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_a_hand_in_runs_nothing_and_asks_nobody(seen, kind):
    page, asked = seen(kind, "as it is")
    assert asked == []
    assert WORDS in page.inner_text("body")
    assert urlsplit(page.url).scheme == ("file" if kind == "feedback" else "http")


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_behind_the_cleaning_stands_a_policy_of_the_page(seen, kind):
    _, asked = seen(kind, "not cleaned")
    assert names(asked) == set()


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_a_picture_that_is_missing_hides_nothing(seen, kind):
    page, asked = seen(kind, "as it is", "missing")
    assert asked == []
    assert WORDS in page.inner_text("body")
    assert "attachment:nowhere.png" in page.inner_text("body")


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_honest_prose_reads_as_it_was_meant(seen, kind):
    page, asked = seen(kind, "as it is", "honest")
    assert asked == []
    prose = page.locator(".text_cell_render", has_text=WORDS)
    for selector in ("strong", "code", "td", ".highlight span.mi"):
        assert prose.locator(selector).count(), selector
    assert prose.get_by_text("link").get_attribute("href") == "https://example.org/"
    dot = prose.locator("img[alt=dot]")
    assert dot.evaluate("image => image.naturalWidth") == 1
    page.wait_for_selector("mjx-container", timeout=PATIENCE)
    assert prose.locator("mjx-container svg").count() == 2


@pytest.mark.parametrize("kind", ["feedback", "formgrader"])
def test_a_formula_is_typeset_and_does_nothing_else(seen, kind):
    page, asked = seen(kind, "as it is", "formulas")
    prose = page.locator(".text_cell_render", has_text=WORDS)
    page.wait_for_selector("mjx-container", timeout=PATIENCE)
    assert prose.locator("mjx-container svg").count() == 2
    assert prose.locator("a").count() == prose.locator(".full-credit").count() == 0
    assert "url(" not in prose.inner_html()
    assert asked == []


def test_where_our_part_is_lacking_no_page_is_written(graded, tmp_path):
    environment = {key: os.environ[key] for key in os.environ if key != "PYTHONPATH"}
    copy = without(graded, "alone")
    shutil.rmtree(copy / "feedback", ignore_errors=True)
    command = "-m nbgrader generate_feedback coin --log-level=40".split()
    done = subprocess.run(
        [PYTHON, *command], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1 and "make formgrader" in done.stderr
    assert not (copy / "feedback").exists()
    server = "-m jupyter server --no-browser --allow-root --port=0".split()
    done = subprocess.run(
        [PYTHON, *server],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1 and "make formgrader" in done.stderr
