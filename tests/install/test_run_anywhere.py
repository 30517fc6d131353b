"""Each notebook of the site runs from top to bottom where only Colab's image is.

Outside the repository, in an environment of its own, with the package installed from a
wheel: chapters as they are, sheets with their reference answers and without any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import jupytext
import nbformat
import pytest
from fresh_environment import COLAB, TORCH, FreshEnvironment

from tools.book import BOOK
from tools.notebooks import has_code
from tools.sheets import instructor, sheets, student

pytest_plugins = ["fresh_environment"]
pytestmark = pytest.mark.slow

SITE = BOOK.root / "_build" / "html"
CHAPTERS = [
    page.removeprefix("book/")
    for page in BOOK.pages
    if has_code(BOOK.source(page)) and "exercises" not in page
]
# The others take as long as the build: once a week.
EVERY_TIME = ("intro", "how-we-measure", "evidence", "momentum")
OPEN = re.compile(r"\b([\w-]+) is not answered yet")
WORKERS = 2

BUILDERS = ("jupyter_book", "jupytext", "myst_nb", "sphinx")
WIDGETS = "application/vnd.jupyter.widget-view+json"

WHERE = f"""
import importlib.util, json, os, sys
import lib
print(json.dumps({{
    "lib": lib.__file__,
    "prefix": sys.prefix,
    "folder": os.getcwd(),
    "builders": [name for name in {BUILDERS} if importlib.util.find_spec(name)],
}}))
"""

FIGURE = """
import ipywidgets
from matplotlib import pyplot as plt
from lib import style
from lib.claims import claim, number
from lib.data import mnist
from lib.explore import explore

style.use()
labels = mnist(100, seed=0).y_train.double()
claim("a-mean", "The mean label", labels.mean().item(), 0, 9, excludes=10)
number("a-number", labels.mean().item(), ".2f")

drawn = []
def draw(level):
    drawn.append(level)
    fig, ax = plt.subplots(figsize=(style.WIDTH, 2))
    ax.bar([0], [level])
    ax.set(ylim=(0, 3))
    return fig

explore(draw, level=[1, 2, 3], alt="A bar of height {level}.")

# %%
def widget(kind):
    (found,) = [w for w in ipywidgets.Widget.widgets.values() if type(w) is kind]
    return found

drawn.clear()
widget(ipywidgets.SelectionSlider).value = 3
print(drawn, widget(ipywidgets.HTML).value)
"""

every_chapter = pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in EVERY_TIME else [pytest.mark.weekly])
        for name in CHAPTERS
    ],
)
every_sheet = pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(path, id=path.stem, marks=every)
        for path in sheets()
        for every in [[] if path.stem in EVERY_TIME else [pytest.mark.weekly]]
    ],
)


@pytest.fixture(scope="module")
def later(
    colab: FreshEnvironment,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Callable[[str], nbformat.NotebookNode]:
    """The executed notebook by its name; what tests ask for is run two at a time."""
    folder = tmp_path_factory.mktemp("anywhere")
    asked = [
        item.callspec.params
        for item in request.session.items
        if item.path == request.path and hasattr(item, "callspec")
    ]
    notebooks = {
        f"{name}.ipynb": nbformat.read(SITE / "notebooks" / f"{name}.ipynb", 4)
        for name in CHAPTERS
        if {"name": name} in asked
    }
    for sheet in sheets():
        if {"sheet": sheet} not in asked:
            continue
        answered = instructor(sheet)
        notebooks[f"{sheet.stem}-answered.ipynb"] = answered
        notebooks[f"{sheet.stem}-blank.ipynb"] = going_on(student(answered))
    with ThreadPoolExecutor(WORKERS) as pool:
        runs: dict[str, Future] = {}
        for name, notebook in notebooks.items():
            nbformat.write(notebook, folder / name)
            runs[name] = pool.submit(colab.run, folder / name, folder)
        yield lambda name: runs[f"{name}.ipynb"].result()
        pool.shutdown(cancel_futures=True)


def going_on(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook, to be run to its end whatever its cells raise."""
    for cell in notebook.cells:
        cell.metadata.tags = [*cell.metadata.get("tags", []), "raises-exception"]
    return notebook


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list:
    return [
        output
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == kind
    ]


def outcome(environment, source, folder):
    """The outputs of each cell of a script in Jupytext's percent format."""
    notebook = jupytext.reads(source, "py:percent")
    path = folder / "notebook.ipynb"
    nbformat.write(notebook, path)
    return [cell.outputs for cell in environment.run(path, folder).cells]


def test_installing_the_package_leaves_the_versions_of_the_image(colab):
    installed = colab.versions()
    pinned = dict(requirement.split("==") for requirement in [TORCH, *COLAB])
    found = {name: installed[name].split("+")[0] for name in pinned}
    assert found == pinned
    colab.call(colab.python, "-m", "pip", "check")


def test_the_package_is_the_installed_one_and_nothing_builds_the_book(colab, tmp_path):
    ((output,),) = outcome(colab, WHERE, tmp_path)
    found = json.loads(output.text)
    assert Path(found["folder"]) == tmp_path
    assert Path(found["prefix"]) == colab.folder / "venv"
    (site_packages,) = (colab.folder / "venv" / "lib").glob("python*/site-packages")
    assert Path(found["lib"]) == site_packages / "lib" / "__init__.py"
    assert found["builders"] == []


def test_a_figure_draws_again_when_its_slider_moves(colab, tmp_path):
    shown, moved = outcome(colab, FIGURE, tmp_path)
    (figure,) = [o.data for o in shown if WIDGETS in o.get("data", {})]
    frames = re.findall(r'src="(data:[^"]+)"', figure["text/html"])
    assert len(set(frames)) == 3
    drawn, image = moved[0].text.split("\n")[0].split(" ", 1)
    assert drawn == "[3]"
    assert frames[2] in image


@pytest.mark.skipif(not SITE.exists(), reason=f"needs the built book: no {SITE}")
@every_chapter
def test_a_chapter_runs_and_its_claims_hold(later, name):
    executed = later(name)
    claims = [
        output.metadata["book_claim"]
        for output in outputs(executed, "display_data")
        if "book_claim" in output.metadata
    ]
    assert claims and all(claim["passed"] for claim in claims)
    # Warnings would say what this environment's versions no longer like.
    streams = outputs(executed, "stream")
    assert [output.text for output in streams if output.name == "stderr"] == []


@every_sheet
def test_a_sheet_runs_with_its_reference_answers(later, sheet):
    executed = later(f"{sheet.stem}-answered")
    assert all(c.execution_count for c in executed.cells if c.cell_type == "code")


@every_sheet
def test_each_check_of_a_blank_sheet_says_what_is_not_answered(later, sheet):
    executed = later(f"{sheet.stem}-blank")
    own = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in executed.cells
        if cell.cell_type == "code" and "nbgrader" in cell.metadata
    }
    checks = {name: cell for name, cell in own.items() if cell.metadata.nbgrader.grade}
    assert checks
    for name, cell in checks.items():
        errors = [o.evalue for o in cell.outputs if o.output_type == "error"]
        assert len(errors) == 1, name
        (question,) = OPEN.findall(errors[0])
        assert own[question].metadata.nbgrader.solution, (name, errors)
