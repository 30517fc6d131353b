"""Two figures of a second, run by the runner as it runs the real ones."""

import sys
import time

from tools.paper import __main__ as runner
from tools.paper.figures import Singles
from tools.paper.sweeps import Point, Sweep

SWEEP = Sweep(
    "fig5",
    "a small one",
    "lr",
    tuple(Point(lr, lr, 0.9, 40, (2, 5, 20)) for lr in (0.01, 0.02, 0.04)),
    (0, 1),
    pool=60,
    n_test=30,
    eval_at=(5, 40),
    steps=40,
    hidden=(7,),
)


def square(key, settings):
    """A row that takes a moment."""
    time.sleep(settings["length"] * 0.01)
    return {**key, "square": key["x"] ** 2}


SINGLES = Singles(
    "measures", "a small one", {"x": (1, 2, 3)}, (0, 1), {"length": 5}, square, "length"
)


def run(*arguments):
    """The runner, which knows these two alone."""
    small = {"fig5": SWEEP, "measures": SINGLES}
    runner.figures = lambda grid, precision: small
    return runner.main(list(map(str, arguments)))


if __name__ == "__main__":
    sys.exit(run(*sys.argv[1:]))
