"""One runner of notebooks: apart from what the user has set up, and weighed."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from tiny_book import ROOT

from tools import kernel


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])


def text(ran):
    """All that the cells printed or showed, as one text."""
    found = []
    for cell in ran.cells:
        for output in cell.outputs:
            found.append(output.get("text") or output.get("data", {}).get("text/plain"))
    return "".join(filter(None, found))


def run(root, *cells, **options):
    made = notebook(*cells)
    ran = kernel.run(made, root, 60, **options)
    assert ran.failure is None, ran.failure
    return text(made)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/__init__.py").write_text("WHOSE = 'the copy'\n")
    return tmp_path


def test_the_library_is_that_of_the_book_in_the_folder(root):
    """A copied checkout used to execute with the original's."""
    assert "the copy" in run(root, "import lib; print(lib.WHOSE)")


def test_it_runs_in_an_empty_folder_on_one_thread_with_the_variables_given(root):
    code = (
        "import os; print(os.listdir(), os.environ['OMP_NUM_THREADS'], os.environ['X'])"
    )
    assert run(root, code, X="7") == "[] 1 7\n"


def test_settings_of_the_user_do_not_show(root, tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    profile = home / ".ipython/profile_default"
    (profile / "startup").mkdir(parents=True)
    (profile / "startup/hello.py").write_text("print('hello from the user')")
    (profile / "ipython_config.py").write_text(
        "get_config().InteractiveShell.ast_node_interactivity = 'all'\n"
    )
    (home / ".config/matplotlib").mkdir(parents=True)
    (home / ".config/matplotlib/matplotlibrc").write_text("text.usetex: True\n")
    (home / "matplotlibrc").write_text("figure.dpi: 7\n")
    kernels = home / ".local/share/jupyter/kernels/python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text(
        json.dumps({"argv": ["/bin/false"], "display_name": "No", "language": "python"})
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("IPYTHONDIR", str(home / ".ipython"))
    monkeypatch.setenv("JUPYTER_PATH", str(home / ".local/share/jupyter"))
    monkeypatch.setenv("MATPLOTLIBRC", str(home / "matplotlibrc"))
    monkeypatch.setenv("MPLBACKEND", "no such backend")
    monkeypatch.setenv("BOOK_CLAIMS", "collect")
    monkeypatch.chdir(home)
    code = (
        "import os, matplotlib as mpl\nfrom matplotlib import pyplot as plt\n"
        "print(mpl.rcParams['text.usetex'], mpl.rcParams['figure.dpi'] > 7,"
        " os.environ.get('BOOK_CLAIMS'))\nplt.plot([1, 2]);"
    )
    # In a cell of its own: one that ends in a semicolon shows nothing anyhow.
    said = run(root, "1234567\nx = 1", code)
    assert said.startswith("False True None\n") and "1234567" not in said
    assert "Figure" in said and "hello" not in said


@pytest.mark.parametrize(
    "settings",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "Pacific/Kiritimati"},
        {"HOME": "/proc/nothing", "XDG_CACHE_HOME": "/proc/nothing"},
        {"TMPDIR": "LONG"},
    ],
    ids=lambda settings: next(iter(settings)) + str(next(iter(settings.values())))[:2],
)
def test_it_runs_under_any_settings_of_the_machine(root, tmp_path, settings):
    """Turkish has another i, C no accents, a read-only home no place for a cache."""
    if settings.get("TMPDIR") == "LONG":
        folder = tmp_path / ("a-long-name-" * 10)
        folder.mkdir()
        settings = {"TMPDIR": str(folder)}
    made = notebook(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('é λ I i');",
        "print('é λ', 'TITLE'.lower())",
    )
    path = tmp_path / "page.ipynb"
    nbformat.write(made, path)
    done = subprocess.run(
        [sys.executable, "-m", "tools.kernel", path, root, "60"],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(path.with_suffix(".json").read_text("utf8"))
    assert "failure" not in result, result
    assert result["executed_at"].endswith("+00:00")
    ran = nbformat.read(path, as_version=4)
    assert [o.output_type for o in ran.cells[0].outputs] == ["display_data"]
    assert ran.cells[1].outputs[0].text == "é λ title\n"


def test_a_folder_for_sockets_is_short_whatever_tmpdir_is(tmp_path, monkeypatch):
    long = tmp_path / ("a-long-name-" * 9)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    assert len(kernel.short_folder()) < 41
    with kernel.surroundings(tmp_path) as (_, own):
        assert own["transport"] == "ipc" and len(own["connection_file"]) < 70
    monkeypatch.setattr(kernel, "LONGEST", 5)
    with kernel.surroundings(tmp_path) as (_, own):
        assert "transport" not in own, "by TCP where no folder has a short name"


def test_a_failure_is_told_with_the_source_and_what_went_before_is_kept(root):
    made = notebook("print('before')", "1 / 0  # here", "print('after')")
    failure = kernel.run(made, root, 60).failure
    assert "ZeroDivisionError" in failure and "1 / 0  # here" in failure
    assert text(made) == "before\n"
    assert kernel.run(made, root, 60, go_on=True).failure is None
    assert text(made) == "before\nafter\n"


def test_a_kernel_that_dies_is_a_failure(root):
    made = notebook("import os\nos._exit(1)")
    assert "DeadKernelError" in kernel.run(made, root, 60).failure


def test_a_page_is_weighed(root, tmp_path):
    path = tmp_path / "page.ipynb"
    code = "import numpy as np\nx = np.ones(30_000_000)\nwhile x.sum() < 0: pass"
    nbformat.write(notebook(code), path)
    command = [sys.executable, "-m", "tools.kernel", path, root, "60"]
    subprocess.run(command, cwd=ROOT, check=True)
    found = json.loads(path.with_suffix(".json").read_text())
    assert found["peak_mb"] > 240 and found["cpu_seconds"] > 0.2
    assert found["execution_seconds"] > 0.2 and "numpy" in found["versions"]
    assert len(nbformat.read(path, as_version=4).cells) == 1


def test_matplotlib_finds_its_list_of_fonts_made(root):
    folder = kernel.fonts(root / "_build/.matplotlib")
    made = {path: path.stat().st_mtime_ns for path in folder.glob("fontlist*.json")}
    assert made
    kernel.fonts(folder)
    assert made == {path: path.stat().st_mtime_ns for path in made}


def test_the_kernel_tells_the_versions_of_what_it_loaded(monkeypatch):
    import matplotlib
    import numpy

    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    exec(kernel.LOADED, {})
    (found,) = shown[0].values()
    for module in (matplotlib, numpy, pytest):
        assert found["loaded"][module.__name__] == module.__version__
    assert not {"json", "lib"} & found["loaded"].keys()


def test_versions_are_those_of_what_is_imported_and_loaded(tmp_path):
    module = tmp_path / "direct.py"
    module.write_text("def f():\n    from torch import nn\n    import unloaded\n")
    found = kernel.versions(
        cells=["%matplotlib inline\nimport numpy.linalg as la", "import lib.direct"],
        python="3.11.0",
        loaded={"torch": "2", "numpy": "1.5", "IPython": "9"},
        library=[str(module)],
    )
    assert found == {"Python": "3.11.0", "numpy": "1.5", "torch": "2"}
