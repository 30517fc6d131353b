"""A figure that is run, killed, resumed and spread out is the same figure."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import small_figures
import torch
from small_figures import SINGLES, SWEEP

from lib.data import mnist
from lib.ensemble import Run, train_ensemble
from tools.paper.__main__ import main
from tools.paper.completion import SIZE, complete, problem
from tools.paper.figures import GRIDS, figures
from tools.paper.record import read

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs one of the small figures in this process, into a folder of the test."""
    from tools.paper import __main__ as runner

    monkeypatch.setattr(runner, "figures", runner.figures)

    def run(name, *options, to="one"):
        where = ("--to", tmp_path / to, "--cache", tmp_path / f"cache-{to}")
        return small_figures.run(name, *where, *options)

    return run


def rows(path):
    """Of a record, in an order of their own."""
    return sorted(read(path)["rows"], key=lambda row: list(row.items())[:2])


def test_rows_are_what_the_engine_gives(run, tmp_path, capsys):
    assert run("fig5") == 0
    content = read(tmp_path / "one" / "fig5.json")
    assert len(content["rows"]) == 6
    expected = train_ensemble(
        [Run(0.02, 0.9, size, 40, 0.0, 1) for size in (2, 5, 20)],
        mnist(60, 30),
        hidden=(7,),
        steps=40,
        eval_at=[5, 40],
        progress=False,
    )
    row = next(r for r in content["rows"] if (r["lr"], r["seed"]) == (0.02, 1))
    assert row["batch_size"] == [2, 5, 20]
    np.testing.assert_allclose(row["test_loss"], expected.test_loss, rtol=1e-4)
    assert row["diverged_at"] == [-1, -1, -1]
    said = capsys.readouterr().out
    assert re.search(r"6 of 6 rows to run, about \d", said.splitlines()[0])
    assert "row lr=0.04, seed=1: 6 of 6" in said


@pytest.mark.parametrize("name", ["fig5", "measures"])
def test_more_processes_give_the_same_rows(run, tmp_path, name):
    assert run(name) == 0
    assert run(name, "--executor", "processes=2", to="two") == 0
    one, two = (tmp_path / to / f"{name}.json" for to in ("one", "two"))
    assert rows(one) == rows(two)
    # The other one sleeps.
    assert name != "fig5" or read(two)["cpu_s"] > 0


@pytest.mark.parametrize("name", ["fig5", "measures"])
def test_killed_at_any_moment_nothing_is_lost_or_run_again(run, tmp_path, name):
    assert run(name) == 0
    path = tmp_path / "two" / f"{name}.json"
    command = [
        *(sys.executable, small_figures.__file__, name),
        *("--to", path.parent, "--cache", tmp_path / "kept", "--resume"),
    ]
    folders = (ROOT, Path(small_figures.__file__).parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
    finished = 0
    for _ in range(2):
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        )
        for line in process.stdout:
            if line.startswith("row "):
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = rows(path)
        assert len(kept) > finished
        finished = len(kept)
        before = path.read_bytes()
    assert read(path)["rows"] == json.loads(before)["rows"]
    assert run(name, "--resume", to="two") == 0
    assert rows(path) == rows(tmp_path / "one" / f"{name}.json")
    # What was there is still there, as it was.
    assert read(path)["rows"][:finished] == json.loads(before)["rows"]


def test_a_complete_figure_is_not_run_again(run, capsys):
    run("measures")
    assert run("measures") == 2
    assert "give --resume" in capsys.readouterr().err
    start = time.perf_counter()
    assert run("measures", "--resume") == 0
    assert time.perf_counter() - start < len(SINGLES.keys()) * 0.05
    assert "is complete: 6 rows" in capsys.readouterr().out


def test_ctrl_c_says_how_to_go_on(run, monkeypatch, capsys):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(SWEEP), "rows", stopped)
    assert run("fig5") == 1
    assert "--resume goes on from" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--executor", "threads=2"], "processes=N or dask://HOST:PORT, not 'threads"),
        (["--executor", "processes=0"], "not 'processes=0'"),
        (["--executor", "processes="], "not 'processes='"),
        (["--executor", "dask://"], "not 'dask://'"),
        (["--device", "tpu"], "--device must be cpu or cuda, not 'tpu'"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    run, tmp_path, capsys, options, words
):
    assert run("fig5", *options) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "one").exists()


def test_a_cluster_that_is_not_there_is_said(run, capsys, monkeypatch):
    distributed = pytest.importorskip("distributed", reason="the extra 'cluster'")

    def nobody(*_, **__):
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", nobody)
    assert run("fig5", "--executor", "dask://nowhere:1") == 2
    assert "no cluster answers at dask://nowhere:1" in capsys.readouterr().err


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_without_a_gpu_it_is_said(run, capsys):
    assert run("fig5", "--device", "cuda") == 2
    assert "needs a GPU" in capsys.readouterr().err


def test_an_unknown_figure_is_said(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["fig99"])
    assert stop.value.code == 2
    assert "fig3" in capsys.readouterr().err


@pytest.mark.parametrize("grid", GRIDS)
def test_the_figures_are_what_the_papers_had(grid):
    found = figures(grid, "highest")
    assert [*found][:5] == ["fig3", "fig4", "fig5", "fig6", "fig7"]
    assert [*found][5:] == ["corruption", "keskar", "completion", "measures"]
    for name in [*found][:5]:
        figure = found[name]
        assert (figure.hidden, figure.steps) == ((800,), 10_000)
        assert figure.pool + figure.n_test == 5000
        assert figure.eval_at[-1] == figure.steps
        for point in figure.points:
            assert max(point.batch_size) <= point.n_train <= figure.pool
            assert name == "fig7" or point.momentum == 0.9
            assert name == "fig6" or point.n_train == 1000
    for name in ("fig5", "fig6", "fig7"):
        assert all(len(p.batch_size) >= 7 for p in found[name].points)
        assert len(found[name].seeds) >= 3
    rates = [point.lr for point in found["fig5"].points]
    assert len(rates) == 5
    np.testing.assert_allclose(np.diff(np.log2(rates)), 1)
    for figure in found.values():
        keys = [json.dumps(key) for key in figure.keys()]
        assert len(set(keys)) == len(keys)
        json.dumps(figure.settings())


def test_completion_descends_along_the_gradient():
    truth, seen = problem(2000, 0)
    assert truth.norm() == pytest.approx(SIZE)
    assert torch.linalg.matrix_rank(truth) == 5
    assert seen.sum() == 2000
    for depth in (2, 3):
        generator = torch.Generator().manual_seed(0)
        shape = (depth, SIZE, SIZE)
        factors = list(torch.randn(shape, generator=generator, dtype=torch.float64))
        made = complete(truth, seen, depth, 0.1, 0, 0)
        scale = (made.norm() / torch.linalg.multi_dot(factors).norm()) ** (1 / depth)
        factors = [(scale * f).requires_grad_() for f in factors]
        loss = torch.where(seen, torch.linalg.multi_dot(factors) - truth, 0).square()
        slopes = torch.autograd.grad(loss.sum() / 2, factors)
        visible = torch.where(seen, truth, 0) * 5
        largest = torch.linalg.matrix_norm(visible, 2)
        step = 1 / (depth * largest ** (2 - 2 / depth))
        after = [f - step * g for f, g in zip(factors, slopes, strict=True)]
        torch.testing.assert_close(
            complete(truth, seen, depth, 0.1, 1, 0), torch.linalg.multi_dot(after)
        )
