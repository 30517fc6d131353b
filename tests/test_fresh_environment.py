"""The package in Colab's image, where nobody builds the book."""

import json
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
from fresh_environment import COLAB, TORCH

pytestmark = pytest.mark.slow

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


def run(environment, source, folder):
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
    ((output,),) = run(colab, WHERE, tmp_path)
    found = json.loads(output.text)
    assert Path(found["folder"]) == tmp_path
    assert Path(found["prefix"]) == colab.folder / "venv"
    (site_packages,) = (colab.folder / "venv" / "lib").glob("python*/site-packages")
    assert Path(found["lib"]) == site_packages / "lib" / "__init__.py"
    assert found["builders"] == []


def test_a_figure_draws_again_when_its_slider_moves(colab, tmp_path):
    shown, moved = run(colab, FIGURE, tmp_path)
    (figure,) = [o.data for o in shown if WIDGETS in o.get("data", {})]
    frames = re.findall(r'src="(data:[^"]+)"', figure["text/html"])
    assert len(set(frames)) == 3
    drawn, image = moved[0].text.split("\n")[0].split(" ", 1)
    assert drawn == "[3]"
    assert frames[2] in image
