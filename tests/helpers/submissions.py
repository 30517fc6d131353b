"""What forty-odd students might hand in for the sheet `coin.md`, and what it earns."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell

ROOT = Path(__file__).resolve().parents[2]
MEAN = "def mean(tosses):\n    return np.sum(tosses) / len(tosses)"
TAIL = """def tail(n, k):
    return sum(math.comb(n, i) for i in range(k, n + 1)) / 2**n"""
COUNT = "count = int(tosses.sum())"
WRONG = {
    "coin-mean": "def mean(tosses):\n    return -1",
    "coin-tail": "def tail(n, k):\n    return -1",
    "coin-count": "count = -1",
}
RIGHT = {"coin-mean": MEAN, "coin-tail": TAIL, "coin-count": COUNT}
FULL = (3, 2, 1)


def cell(notebook, grade_id):
    return next(
        c
        for c in notebook.cells
        if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def answered(release, **answers):
    """The release with right answers, but for those given as coin_mean="..."."""
    notebook = deepcopy(release)
    for grade_id, source in RIGHT.items():
        cell(notebook, grade_id).source = answers.get(
            grade_id.replace("-", "_"), source
        )
    return notebook


KILL = """import os, signal
try:
    os.kill(-1, signal.SIGKILL)
finally:
    os.kill(os.getpid(), signal.SIGKILL)
"""

# One cell's answer is other than the right one: its source, and what the three earn.
ANSWERS = {
    "wrong-mean": ("mean", WRONG["coin-mean"], (0, 2, 1)),
    "wrong-tail": ("tail", WRONG["coin-tail"], (3, 0, 1)),
    "wrong-count": ("count", WRONG["coin-count"], (3, 2, 0)),
    "only-what-is-seen": ("mean", "def mean(tosses):\n    return 0.5", (0, 2, 1)),
    "raises": ("mean", "def mean(tosses):\n    raise ValueError('no')", (0, 2, 1)),
    "raises-at-once": ("mean", "1 / 0\n" + MEAN, (0, 2, 1)),
    "syntax-error": ("tail", "def tail(n, k:\n    return 1", (3, 0, 1)),
    "sys-exit": ("mean", "import sys\ndef mean(t):\n    sys.exit(0)", (0, 2, 1)),
    "sys-exit-at-the-end": ("tail", TAIL + "\nimport sys\nsys.exit()", FULL),
    "exit": ("tail", "def tail(n, k):\n    exit()", (3, 0, 1)),
    "os-exit": ("tail", "import os\ndef tail(n, k):\n    os._exit(0)", (3, 0, 0)),
    "os-exit-at-once": ("tail", "import os\nos._exit(0)\n" + TAIL, (3, 0, 0)),
    "kills-all": ("tail", KILL + TAIL, (3, 0, 0)),
    "loops": ("tail", "def tail(n, k):\n    while True:\n        pass", (3, 0, 1)),
    "loops-at-once": ("tail", "while True:\n    pass\n" + TAIL, (3, 0, 1)),
    "loops-once-caught": (
        "tail",
        """def tail(n, k):
    try:
        while True:
            pass
    except KeyboardInterrupt:
        return sum(math.comb(n, i) for i in range(k, n + 1)) / 2**n""",
        (3, 0, 1),
    ),
    "loops-on": (
        "tail",
        """def tail(n, k):
    while True:
        try:
            while True:
                pass
        except KeyboardInterrupt:
            pass""",
        (3, 0, 0),
    ),
    "memory-bomb": (
        "tail",
        """def tail(n, k):
    hoard = [np.zeros(2**25) for _ in range(16)]
    return sum(math.comb(n, i) for i in range(k, n + 1)) / 2**n""",
        (3, 0, 1),
    ),
    "fork-bomb": (
        "tail",
        """import os
def tail(n, k):
    for _ in range(150):
        os.posix_spawn("/usr/bin/sleep", ["sleep", "4321"], {})
    return sum(math.comb(n, i) for i in range(k, n + 1)) / 2**n""",
        (3, 0, 1),
    ),
    "leaves-children": (
        "tail",
        f"""import subprocess
subprocess.Popen(["setsid", "-f", "sleep", "4321"])
subprocess.Popen(["sleep", "4321"])
{TAIL}""",
        FULL,
    ),
    "fills-the-disk": (
        "tail",
        f"""written = 0
for folder in ("/", "/dev", "/dev/shm", "/tmp", "/book/lib", "/usr", "/var"):
    for number in range(10):
        try:
            with open(f"{{folder}}/big{{number}}", "wb") as file:
                for _ in range(70):
                    file.write(bytes(2**20))
                    file.flush()
                    written += 1
        except OSError:
            continue
{TAIL}
if written < 600:
    del tail""",
        (3, 0, 1),
    ),
    "warns": (
        "mean",
        """import sys, warnings
def mean(tosses):
    warnings.warn("slow")
    print("to stderr", file=sys.stderr)
    return np.sum(tosses) / len(tosses)""",
        FULL,
    ),
    "shows-numbers": (
        "mean",
        """from IPython.display import display
def mean(tosses):
    get_ipython().displayhook(0.5)
    display(0)
    return np.sum(tosses) / len(tosses)""",
        FULL,
    ),
    "shows-numbers-for-work": (
        "tail",
        """def tail(n, k):
    get_ipython().displayhook(2)
2""",
        (3, 0, 1),
    ),
    "floods": (
        "mean",
        """def mean(tosses):
    for _ in range(300):
        print("x" * 10_000, flush=True)
    return np.sum(tosses) / len(tosses)""",
        FULL,
    ),
    "script": (
        "mean",
        f"""from IPython.display import HTML, display
display(HTML("<script>planted()</script>"))
{MEAN}""",
        FULL,
    ),
    "another-students-numbers": (
        "count",
        'count = int(own_tosses("ann").sum())',
        (3, 2, 0),
    ),
    "own-numbers-by-name": (
        "count",
        'count = int(own_tosses("own-numbers-by-name").sum())',
        FULL,
    ),
    "another-students-name": (
        "count",
        'STUDENT = "reference"\ncount = int(own_tosses(STUDENT).sum())',
        (3, 2, 0),
    ),
    "another-coin": (
        "count",
        "def own_tosses(student):\n    return np.zeros(100)\n"
        "tosses, count = np.zeros(100), 0",
        (3, 2, 0),
    ),
    "fakes-numpy": (
        "mean",
        """class np:
    allclose = zeros = staticmethod(lambda *given: True)
def mean(tosses):
    return 0""",
        (0, 2, 1),
    ),
    "patches-numpy": (
        "mean",
        """np.allclose = lambda *given: True
def mean(tosses):
    return 0""",
        (0, 2, 1),
    ),
    "fakes-abs": (
        "tail",
        "abs = lambda number: 0\ndef tail(n, k):\n    return 1",
        (3, 0, 1),
    ),
    "patches-builtins": (
        "tail",
        """import builtins
builtins.abs = lambda number: 0
builtins.AssertionError = Warning
def tail(n, k):
    return 1""",
        (3, 0, 1),
    ),
}

# These stand in the first answer, all of which are wrong, and switch checks off.
DISARMING = {
    "strips-asserts": """import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Strip())""",
    "strips-lines": """def strip(lines):
    return [line for line in lines if not line.startswith("assert")]
get_ipython().input_transformers_post.append(strip)
get_ipython().input_transformers_cleanup.append(strip)""",
    "replaces-run-cell": """shell = get_ipython()
run = type(shell).run_cell
shell.run_cell = lambda source, *a, **k: run(shell, "pass", *a, **k)
type(shell).run_cell = lambda self, source, *a, **k: run(self, "pass", *a, **k)""",
    "replaces-run-code": """async def run_code(self, code, result=None, **options):
    return False
type(get_ipython()).run_code = run_code""",
    "compiles-without": """import builtins, ast
kept = compile
def without(source, *a, **k):
    if isinstance(source, ast.AST):
        source.body = [n for n in source.body if not isinstance(n, ast.Assert)]
    return kept(source, *a, **k)
builtins.compile = without
get_ipython().compile.__class__.__call__ = lambda self, *a, **k: without(*a)""",
    "catches-asserts": """get_ipython().set_custom_exc(
    (AssertionError,), lambda *given, **named: None)
get_ipython().events.register("pre_run_cell", lambda *info: 1 / 0)""",
    "traces": """import sys
def trace(frame, event, argument):
    if event == "exception":
        frame.f_trace_lines = False
    return trace
sys.settrace(trace)
get_ipython().ast_node_interactivity = "none" """,
}


def submissions(release, course, port):
    """Each student's file (a notebook, bytes, or None) and what the checks earn."""
    made = {"blank": (deepcopy(release), (0, 0, 0)), "nothing": (None, (0, 0, 0))}
    for name, (which, source, earned) in ANSWERS.items():
        made[name] = (answered(release, **{f"coin_{which}": source}), earned)
    for name, source in DISARMING.items():
        notebook = deepcopy(release)
        for grade_id, wrong in WRONG.items():
            cell(notebook, grade_id).source = wrong
        cell(notebook, "coin-mean").source = source + "\n" + WRONG["coin-mean"]
        made[name] = (notebook, (0, 0, 0))
    made["garbage"] = (b'{"cells": [', (0, 0, 0))
    made["no-notebook"] = (b"[1, 2]", (0, 0, 0))
    made["odd-cells"] = (
        json.dumps(
            {
                "nbformat": 4,
                "nbformat_minor": 5,
                "metadata": {},
                "cells": [
                    {"cell_type": "code", "source": 3, "metadata": {"nbgrader": 7}},
                    {"cell_type": "markdown", "source": ["a"], "metadata": {}},
                ],
            }
        ).encode(),
        (0, 0, 0),
    )
    changed(made, release)
    made["reads-the-course"] = (answered(release, coin_mean=reader(course)), (0, 2, 1))
    made["opens-the-network"] = (
        answered(release, coin_tail=NETWORK.replace("PORT", str(port))),
        (3, 0, 1),
    )
    made["tells"] = (teller(release), FULL)
    return made


def changed(made, release):
    """Right and wrong answers in notebooks that were changed elsewhere."""
    independent = answered(
        release,
        coin_mean="import statistics\nmean = lambda tosses: "
        "statistics.fmean(map(float, tosses))",
        coin_tail="""from functools import cache
@cache
def tail(n, k):
    if k <= 0:
        return 1.0
    return 0.0 if k > n else (tail(n - 1, k) + tail(n - 1, k - 1)) / 2""",
        coin_count="count = 0\nfor toss in own_tosses(STUDENT):\n    count += toss",
    )
    cell(independent, "student").source = 'STUDENT = "independent"'
    cell(independent, "coin-argument").source = "Not with *these* data."
    made["independent"] = independent, FULL

    fewer = answered(release)
    fewer.cells = [c for c in fewer.cells if "solution" in str(c.metadata)]
    fewer.cells = [c for c in fewer.cells if not c.metadata.nbgrader.grade]
    made["deleted-checks"] = fewer, FULL

    lost = answered(release)
    lost.cells.remove(cell(lost, "coin-mean"))
    made["deleted-answer"] = lost, (0, 2, 1)

    twice = answered(release)
    again = deepcopy(twice.cells)
    for copy in again:
        copy.id = f"again-{copy.id}"
        if copy.metadata.get("nbgrader", {}).get("solution"):
            copy.source = WRONG.get(copy.metadata.nbgrader.grade_id, "twice")
    twice.cells += again
    made["duplicated"] = twice, FULL

    turned = answered(release)
    turned.cells = turned.cells[::-1]
    made["reordered"] = turned, FULL

    more = answered(release, coin_mean="def mean(tosses):\n    return half(tosses)")
    at = more.cells.index(cell(more, "coin-mean"))
    more.cells[at:at] = [
        new_markdown_cell("A note of mine."),
        new_code_cell("def half(tosses):\n    return sum(tosses) / len(tosses)"),
        new_code_cell("undefined + 1"),
    ]
    made["extra-cells"] = more, FULL

    easy = answered(release, coin_mean=WRONG["coin-mean"])
    cell(easy, "coin-mean-check").source = "pass"
    made["edited-check"] = easy, (0, 2, 1)

    rich = answered(release, coin_mean=WRONG["coin-mean"])
    for graded in ("coin-tail-check", "coin-count-check"):
        cell(rich, graded).metadata.nbgrader.points = 100
    made["edited-points"] = rich, (0, 2, 1)

    crossed = answered(release, coin_mean=WRONG["coin-mean"])
    cell(crossed, "coin-mean-check").metadata.nbgrader.grade_id = "mine"
    cell(crossed, "coin-tail-check").metadata.nbgrader.grade_id = "coin-mean-check"
    made["re-pointed-check"] = crossed, (0, 2, 1)

    unlocked = answered(release, coin_mean=WRONG["coin-mean"])
    own = cell(unlocked, "coin-mean-check").metadata.nbgrader
    own.solution, own.locked, own.grade = True, False, False
    cell(unlocked, "coin-mean-check").source = "pass"
    made["unlocked-check"] = unlocked, (0, 2, 1)

    colab = answered(release)
    colab.nbformat_minor = 0
    colab.metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for number, one in enumerate(colab.cells):
        del one["id"]
        one.metadata.update({"id": f"Q{number}", "outputId": f"{number}", "colab": {}})
    made["colab"] = colab, FULL


def reader(course):
    """An answer that is right only if it finds the course, the keys or the book."""
    ours = [str(path) for path in ROOT.iterdir() if path.name != ".venv"]
    return f"""import os
from pathlib import Path
places = [{str(course)!r}, {str(course.parent)!r}, *{ours!r}, "/book/tests",
          "/book/book", "/book/tools", "/home", "/etc/passwd", "/var/lib"]
seen = [place for place in places if os.path.exists(place)]
seen += [path for path in Path("/tmp").rglob("*")
         if path.suffix in (".ipynb", ".db") and ".venv" not in path.parts]
for process in Path("/proc").glob("[0-9]*/environ"):
    try:
        seen += [process] * (b"EXERCISE_KEYS" in process.read_bytes())
    except OSError:
        pass
{MEAN}
if not seen:
    del mean"""


NETWORK = f"""import socket
{TAIL}
reached = []
for address in (("1.1.1.1", 53), ("127.0.0.1", PORT)):
    try:
        socket.create_connection(address, timeout=1)
        reached.append(address)
    except OSError:
        pass
if not reached:
    del tail"""


def teller(release):
    """Right answers that tell, wherever they can, what the checks gave to them."""
    notebook = answered(
        release,
        coin_mean="""import inspect, sys
heard = []
def mean(tosses):
    frame = inspect.currentframe().f_back
    heard.append((list(tosses), inspect.getsource(frame)))
    print(heard)
    return np.sum(tosses) / len(tosses)""",
        coin_tail=TAIL + "\nprint(heard)\nprint(In, _ih, get_ipython().user_ns)",
    )
    notebook.cells.append(new_code_cell("print(heard)\nraise ValueError(heard)"))
    return notebook
