"""Whole sweeps: PyTorch's numbers, the same to the last bit however they are run."""

import math
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from small_ensembles import (
    DATA,
    FEW,
    MANY,
    SCORES,
    alike,
    assert_same,
    blobs,
    normalised,
)
from torch import nn

from lib.data.digits import Split
from lib.ensemble.block import train_block
from lib.ensemble.draws import SAMPLINGS, images, initial_weights, minibatches
from lib.ensemble.settings import Run, check_data, check_plan, sweep
from lib.ensemble.train import train_ensemble

QUIET = {"progress": False}


def by_pytorch(run, data, *, hidden, steps, eval_at, sampling):
    """Scores `[4, eval]` by torch.optim.SGD, from the run's weights and batches."""
    classes = data.y_train.unique()
    y_train = torch.searchsorted(classes, data.y_train)
    y_test = torch.searchsorted(classes, data.y_test)
    own = torch.from_numpy(images(data.y_train.numpy(), run.seed)[: run.n_train])
    sizes = (data.x_train.shape[1], *hidden, len(classes))
    layers = []
    for weight, bias in initial_weights(sizes, run.seed):
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = weight, bias
        layers += [linear, nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(
        net.parameters(), run.lr, run.momentum, weight_decay=run.weight_decay
    )
    batches = minibatches([run.seed], run.n_train, run.batch_size, sampling, 0, steps)
    scores = []
    for step in range(steps + 1):
        if step in eval_at:
            with torch.no_grad():
                sets = [(data.x_train[own], y_train[own]), (data.x_test, y_test)]
                logits = [net(x) for x, _ in sets]
                labels = [y for _, y in sets]
                pairs = list(zip(logits, labels, strict=True))
                scores.append(
                    [(z.argmax(1) == y).double().mean().item() for z, y in pairs]
                    + [nn.functional.cross_entropy(z, y).item() for z, y in pairs]
                )
        if step < steps:
            rows = own[torch.from_numpy(batches[0, step])]
            optimizer.zero_grad()
            nn.functional.cross_entropy(
                net(data.x_train[rows]), y_train[rows]
            ).backward()
            optimizer.step()
    return np.array(scores).T


@pytest.mark.parametrize("hidden", [(), (7,), (9, 5)])
@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_a_sweep_is_pytorchs_loop_run_by_run(hidden, sampling):
    runs = sweep(
        lr=[0.01, 0.05],
        momentum=[0, 0.9],
        batch_size=[1, 8, 30],
        n_train=[30, 47],
        weight_decay=[0, 0.01],
        seed=7,
    )
    settings = dict(hidden=hidden, steps=40, eval_at=[0, 13, 40], sampling=sampling)
    result = train_ensemble(runs, DATA, **settings, **QUIET)
    for i in range(0, len(runs), 5):
        expected = by_pytorch(runs[i], DATA, **settings)
        given = [getattr(result, name)[i] for name in SCORES[:4]]
        # One image in 30 may change sides for the last digit of a logit.
        np.testing.assert_allclose(given[:2], expected[:2], atol=0.04)
        np.testing.assert_allclose(given[2:], expected[2:], rtol=2e-3, atol=1e-4)
    assert (result.diverged_at == -1).all()


def test_scores_are_float64_fractions_in_the_order_of_the_runs():
    runs = [*sweep(seed=range(3), n_train=30, batch_size=3), Run(0.2, 0.0, 30, 30)]
    result = train_ensemble(runs, DATA, steps=5, eval_at=[0, 2, 5], **QUIET)
    assert result.runs == runs
    assert result.eval_at == (0, 2, 5)
    for name in SCORES[:4]:
        assert getattr(result, name).dtype == np.float64
        assert getattr(result, name).shape == (4, 3)
    # Fractions of 30 and 40 images, exact in float64.
    assert np.array_equal(
        result.train_accuracy, np.rint(result.train_accuracy * 30) / 30
    )
    assert np.array_equal(result.test_accuracy, np.rint(result.test_accuracy * 40) / 40)


@pytest.mark.parametrize("sampling", SAMPLINGS)
def test_alone_or_among_many_in_any_order(sampling):
    settings = dict(steps=30, eval_at=[1, 30], hidden=(11,), sampling=sampling, **QUIET)
    result = train_ensemble(MANY, DATA, **settings)
    order = np.random.default_rng(0).permutation(len(MANY))
    shuffled = train_ensemble([MANY[i] for i in order], DATA, **settings)
    assert_same(result, shuffled, order)
    for i in range(0, len(MANY), 7):
        assert_same(result, train_ensemble([MANY[i]], DATA, **settings), [i])


def convolution():
    return nn.Sequential(
        nn.Unflatten(1, (1, 2, 3)),
        nn.Conv2d(1, 5, 2),
        nn.Tanh(),
        nn.Flatten(),
        nn.Linear(10, 3),
    )


@pytest.mark.parametrize("model", [normalised, convolution])
def test_alone_or_among_many_with_any_module(model):
    runs = sweep([0.1, 1.0], 0.9, [4, 7], [20, 50], [0.0, 0.01], range(4))
    settings = dict(steps=12, eval_at=[0, 5, 12], model=model, **QUIET)
    result = train_ensemble(runs, DATA, **settings)
    order = np.random.default_rng(1).permutation(len(runs))
    shuffled = train_ensemble([runs[i] for i in order], DATA, **settings)
    assert_same(result, shuffled, order)
    for i in range(0, len(runs), 13):
        assert_same(result, train_ensemble([runs[i]], DATA, **settings), [i])


def test_a_module_of_linear_layers_is_the_network_with_those_hidden_layers():
    def model():
        return nn.Sequential(
            nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3)
        )

    settings = dict(steps=30, eval_at=[0, 1, 10, 30], **QUIET)
    fast = train_ensemble(MANY[::3], DATA, hidden=(8, 5), **settings)
    general = train_ensemble(MANY[::3], DATA, model=model, **settings)
    for name in ("train_loss", "test_loss"):
        one, other = getattr(fast, name), getattr(general, name)
        np.testing.assert_allclose(one, other, rtol=1e-2, atol=1e-4)
        np.testing.assert_allclose(one[:, :2], other[:, :2], rtol=1e-5)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 40), max_size=2),
    st.integers(1, 20),
    st.integers(1, 9),
    st.integers(2, 5),
    st.sampled_from(SAMPLINGS),
    st.integers(2, 70),
)
def test_alone_or_among_many_at_any_shape(
    hidden, size, n_features, n_classes, sampling, count
):
    data = blobs(24, 10, n_features, n_classes)
    runs = sweep(batch_size=size, n_train=[20, 23], momentum=0.5, seed=range(count))
    settings = dict(hidden=hidden, sampling=sampling, steps=6, eval_at=[6], **QUIET)
    result = train_ensemble(runs, data, **settings)
    for i in {0, count // 2, len(runs) - 1}:
        assert_same(result, train_ensemble([runs[i]], data, **settings), [i])


PROCESS = """
import sys
import numpy as np
sys.path[:0] = {path!r}
from small_ensembles import DATA, MANY, SCORES
from lib.ensemble.train import train_ensemble
result = train_ensemble(
    MANY[5:9], DATA, steps=30, eval_at=[1, 30], hidden=(11,), progress=False
)
np.savez(sys.argv[1], **{{name: getattr(result, name) for name in SCORES}})
"""


def test_the_same_in_another_process_with_other_threads(tmp_path):
    file = tmp_path / "result.npz"
    paths = sys.path
    code = PROCESS.format(path=paths)
    subprocess.run(
        [sys.executable, "-c", code, file], check=True, env={"OMP_NUM_THREADS": "2"}
    )
    settings = dict(steps=30, eval_at=[1, 30], hidden=(11,), **QUIET)
    result = train_ensemble(MANY, DATA, **settings)
    other = np.load(file)
    for name in SCORES:
        assert alike(getattr(result, name)[5:9], other[name])


def test_threads_do_not_disturb_each_other():
    settings = dict(steps=20, eval_at=[20], **QUIET)
    threads = torch.get_num_threads()
    with ThreadPoolExecutor(4) as pool:
        several = train_ensemble(MANY, DATA, executor=pool, **settings)
        models = train_ensemble(FEW, DATA, executor=pool, model=normalised, **settings)
    assert torch.get_num_threads() == threads
    assert_same(several, train_ensemble(MANY, DATA, **settings))
    assert_same(models, train_ensemble(FEW, DATA, model=normalised, **settings))


def test_a_seed_gives_its_weights_and_images_at_any_setting():
    runs = sweep(
        lr=[0.1, 1e-9],
        momentum=[0, 0.5],
        batch_size=[2, 20],
        weight_decay=[0, 1],
        n_train=20,
        seed=[4, 9],
    )
    result = train_ensemble(runs, DATA, steps=1, eval_at=[0], **QUIET)
    for name in SCORES[:4]:
        by_seed = getattr(result, name).reshape(-1, 2)
        assert alike(by_seed, np.broadcast_to(by_seed[0], by_seed.shape)), name
    # Not moved by the tiny steps, but by their sum if the batches were all the same.
    assert result.train_loss[0, 0] != result.train_loss[1, 0]


# Divergence


def by_hand(run, data, hidden, steps):
    """The step of divergence by the definition: every step of PyTorch's looked at."""
    given = check_data(data)
    own = images(given.y_train, run.seed)[: run.n_train]
    sizes = (given.x_train.shape[1], *hidden, given.n_classes)
    layers = [
        [p.requires_grad_() for p in pair] for pair in initial_weights(sizes, run.seed)
    ]
    weights = [p for pair in layers for p in pair]
    optimizer = torch.optim.SGD(weights, run.lr, run.momentum)
    batches = minibatches([run.seed], run.n_train, run.batch_size, "replace", 0, steps)
    for step in range(steps):
        rows = own[batches[0, step]]
        x = torch.from_numpy(given.x_train[rows])
        for weight, bias in layers[:-1]:
            x = nn.functional.linear(x, weight, bias).relu()
        logits = nn.functional.linear(x, *layers[-1])
        y = torch.from_numpy(given.y_train[rows])
        loss = nn.functional.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        finite = all(torch.isfinite(w).all() for w in weights)
        if not (finite and torch.isfinite(loss)):
            return step + 1
    return -1


# Steps that grow until they are no numbers, early or late, and some that never do.
WILD = sweep(
    lr=[0.01, 1e2, 1e4, 1e9, 1e12, 1e30], batch_size=4, n_train=20, seed=range(4)
)


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_divergence_is_seen_at_its_first_step(momentum):
    runs = [run._replace(momentum=momentum) for run in WILD]
    result = train_ensemble(runs, DATA, steps=60, eval_at=[60], hidden=(6, 6), **QUIET)
    expected = [by_hand(run, DATA, (6, 6), 60) for run in runs]
    # Rounding alone decides whether a sum of 1e38 overflows in this step or the next.
    assert np.abs(result.diverged_at - expected).max() <= 1
    assert (result.diverged_at == expected).mean() > 0.8
    assert (result.diverged_at > 0).any()


@pytest.mark.parametrize("model", [None, normalised])
def test_after_divergence_a_run_is_at_chance(model):
    runs = [run._replace(momentum=0.9) for run in WILD]
    settings = dict(steps=40, eval_at=range(41), model=model, **QUIET)
    result = train_ensemble(runs, DATA, **settings)
    assert (result.diverged_at > 0).any() and (result.diverged_at < 0).any()
    for name in SCORES[:4]:
        scores = getattr(result, name)
        assert np.isfinite(scores).all()
        chance = 1 / 3 if "accuracy" in name else math.log(3)
        for row, at in zip(scores, result.diverged_at, strict=True):
            assert at < 0 or (row[at:] == chance).all()


@pytest.mark.parametrize("model", [None, normalised])
def test_divergence_does_not_touch_its_neighbours(model):
    settings = dict(steps=40, eval_at=[3, 40], model=model, **QUIET)
    calm = sweep(lr=[0.1, 0.3], batch_size=4, n_train=20, seed=range(6))
    mixed = [run for pair in zip(calm, WILD, strict=False) for run in pair]
    together = train_ensemble(mixed, DATA, **settings)
    assert_same(together, train_ensemble(calm, DATA, **settings), slice(0, None, 2))
    for i in (1, 9, 17):
        assert_same(together, train_ensemble([mixed[i]], DATA, **settings), [i])


def test_the_step_of_divergence_does_not_depend_on_when_we_look():
    runs = [run._replace(momentum=0.9) for run in WILD]
    often = train_ensemble(runs, DATA, steps=40, eval_at=range(41), **QUIET)
    once = train_ensemble(runs, DATA, steps=40, eval_at=[0], **QUIET)
    assert np.array_equal(often.diverged_at, once.diverged_at)
    assert np.array_equal(often.test_loss[:, :1], once.test_loss)


@pytest.mark.parametrize("general", [False, True])
def test_an_infinite_loss_is_a_divergence_though_the_weights_are_finite(
    general, monkeypatch
):
    # The right class of the first image has a logit of minus infinity, and a gradient
    # that is finite: its step would leave the weights where they are.
    x = torch.tensor([[-1e20], [1.0]])
    data = Split(x, torch.tensor([0, 1]), x, torch.tensor([0, 1]))
    weight, bias = torch.tensor([[1e20], [0.0]]), torch.zeros(2)

    def model():
        net = nn.Linear(1, 2)
        net.load_state_dict({"weight": weight, "bias": bias})
        return net

    monkeypatch.setattr(
        "lib.ensemble.stacks.initial_weights", lambda sizes, seed: [(weight, bias)]
    )
    kind = {"model": model} if general else {"hidden": ()}
    runs = sweep(lr=1e-30, batch_size=2, n_train=2)
    result = train_ensemble(
        runs, data, steps=3, eval_at=[0, 3], sampling="without", **kind, **QUIET
    )
    assert result.diverged_at == [1]
    # Before the first step nothing has diverged, but no score may be infinite.
    assert (result.test_loss == math.log(2)).all()


# Bad input


def call(**changes):
    options = dict(
        runs=sweep(n_train=20, batch_size=2), data=DATA, steps=5, eval_at=[5]
    )
    options.update(changes)
    runs, data = options.pop("runs"), options.pop("data")
    return train_ensemble(runs, data, **{**QUIET, **options})


@pytest.mark.parametrize(
    "settings, message",
    [
        (dict(lr=-0.1), "lr must be a finite number above 0, not -0.1"),
        (dict(lr=0), "lr must be a finite number above 0, not 0"),
        (dict(lr=[0.1, math.nan]), "lr must be a finite number above 0, not nan"),
        (dict(lr="big"), "lr must"),
        (dict(lr=[]), "lr must have one value or more, not none"),
        (
            dict(momentum=1),
            "momentum must be in \\[0, 1\\), not",
        ),
        (dict(momentum=-0.1), "momentum must be .* not -0.1"),
        (dict(momentum=True), "momentum must be .* not True"),
        (dict(weight_decay=-1), "weight_decay must be at least 0 and finite, "),
        (dict(weight_decay=math.inf), "weight_decay must be .* not inf"),
        (dict(batch_size=0), "batch_size must be a whole number at least 1, not 0"),
        (dict(batch_size=2.5), "batch_size must be a whole number at least 1, not 2.5"),
        (
            dict(batch_size=33, n_train=32),
            "batch_size must be at most n_train=32, not 33",
        ),
        (dict(n_train=0), "n_train must be a whole number at least 1, not 0"),
        (dict(seed=-1), "seed must be a whole number from 0 to "),
        (dict(seed=[]), "seed must have one value or more, not none"),
    ],
)
def test_a_sweep_refuses(settings, message):
    with pytest.raises(ValueError, match=message):
        sweep(**settings)


@pytest.mark.parametrize(
    "changes, message",
    [
        (dict(runs=[]), "runs must hold one run or more, not none"),
        (dict(runs=Run(n_train=20)), "runs must be a list"),
        (dict(runs=[(0.1, 0.0)]), r"runs\[0\] must be a Run"),
        (
            dict(runs=[Run(n_train=40), Run(lr=-1, n_train=40)]),
            r"runs\[1\]\.lr must be",
        ),
        (dict(runs=[Run(batch_size=30, n_train=20)]), r"runs\[0\]\.batch_size must"),
        (dict(runs=[Run(n_train=61)]), r"runs\[0\]\.n_train must be at most 60, .* 61"),
        (dict(steps=0), "steps must be a whole number at least 1, not 0"),
        (dict(steps=2.0), "steps must be a whole number"),
        (
            dict(eval_at=[6]),
            "each of eval_at must be a whole number from 0 to 5, not 6",
        ),
        (dict(eval_at=[-1]), "each of eval_at must be .* not -1"),
        (dict(eval_at=[]), "eval_at must have one value or more, not none"),
        (dict(eval_at=[3, 1]), "eval_at must increase"),
        (dict(eval_at=[3, 3]), "eval_at must increase"),
        (dict(hidden=[0]), "each of hidden must be a whole number at least 1, not 0"),
        (dict(hidden=64), "hidden must be a tuple"),
        (dict(sampling="epoch"), "sampling must be one of replace, without, reshuffle"),
        (dict(device="tpu"), "device must be 'cpu' or 'cuda', not 'tpu'"),
        (dict(device="meta"), "device must be 'cpu' or 'cuda', not 'meta'"),
        (dict(device=3.5), "device must be 'cpu' or 'cuda', not 3.5"),
        (dict(executor="pool"), "executor must be a concurrent.futures.Executor"),
        (dict(cache_dir=3), "cache_dir must be a path or None, not 3"),
        (dict(cache_dir=__file__), "cache_dir must be a folder, but .* is a file"),
        (dict(cache_dir=f"{__file__}/in"), "cache_dir must be a folder"),
        (dict(model=normalised, hidden=(3,)), "hidden must be left out where model"),
        (dict(model=nn.Linear(6, 3)), "model must be a function"),
        (dict(model=lambda: 3), "model could not be built: .* an nn.Module, not 3"),
        (dict(model=lambda: 1 / 0), "model could not be built: division by zero"),
        (dict(model=lambda: nn.Linear(5, 3)), "model must run under torch.func.vmap"),
        (dict(model=lambda: nn.Linear(6, 2)), r"shape \[n, 3\], .*, not \[n, 2\]"),
        (dict(model=lambda: nn.Flatten()), "model must have weights"),
        (
            dict(model=lambda: nn.Sequential(nn.Linear(6, 3), nn.Dropout(0.1))),
            r"model must not contain Dropout \(1\)",
        ),
        (
            dict(model=lambda: nn.Sequential(nn.BatchNorm1d(6), nn.Linear(6, 3))),
            r"model must not contain BatchNorm1d \(0\)",
        ),
        (dict(data=None), "data.x_train must be a tensor, not NoneType"),
        (
            dict(data=DATA._replace(x_test=DATA.x_test[:0])),
            "data.x_test and data.y_test",
        ),
        (
            dict(data=DATA._replace(y_train=DATA.y_train[1:])),
            "data.x_train and data.y_",
        ),
        (
            dict(data=DATA._replace(x_train=DATA.x_train * math.nan)),
            "data.x_train must",
        ),
        (
            dict(data=DATA._replace(y_test=DATA.y_test / 2)),
            "data.y_test must hold whole",
        ),
        (
            dict(data=DATA._replace(x_test=DATA.x_test[:, 1:])),
            "data.x_test must have as",
        ),
        (
            dict(data=DATA._replace(y_train=DATA.y_train * 0, y_test=DATA.y_test * 0)),
            "data must hold two classes",
        ),
    ],
)
def test_a_call_refuses_before_any_work(changes, message, monkeypatch):
    monkeypatch.setattr("lib.ensemble.schedule.train_block", None)
    with pytest.raises(ValueError, match=message):
        call(**changes)


def test_a_sweep_is_every_combination_and_the_last_varies_fastest():
    runs = sweep(lr=[1, 2], batch_size=np.array([4, 8]), n_train=8, seed=range(2))
    assert [(r.lr, r.batch_size, r.seed) for r in runs] == [
        (lr, size, seed) for lr in (1, 2) for size in (4, 8) for seed in (0, 1)
    ]
    assert {type(r.batch_size) for r in runs} == {int}
    assert sweep() == [Run()]
    assert Run._fields == tuple(
        re.findall(
            r"\w+(?=: )", "lr: momentum: batch_size: n_train: weight_decay: seed: "
        )
    )


def test_a_call_does_not_change_the_outside():
    state, threads = torch.get_rng_state(), torch.get_num_threads()
    x = DATA.x_train.clone()
    call()
    call(model=normalised)
    assert torch.equal(torch.get_rng_state(), state)
    assert torch.get_num_threads() == threads
    assert torch.is_grad_enabled()
    assert torch.equal(DATA.x_train, x)


def test_the_bar_can_be_left_out(capsys):
    call()
    assert capsys.readouterr().err == ""
    call(progress=True)
    assert "100%" in capsys.readouterr().err


def test_the_same_run_twice_is_trained_once(monkeypatch):
    trained = []

    def spy(runs, plan, data):
        trained.extend(runs)
        return train_block(runs, plan, data)

    monkeypatch.setattr("lib.ensemble.schedule.train_block", spy)
    run = Run(n_train=20, batch_size=2)
    result = call(runs=[run, run._replace(seed=1), run])
    assert sorted(r.seed for r in trained) == [0, 1]
    assert_same(result, result, [0], [2])


def test_on_a_gpu_the_mean_over_seeds_is_the_same():
    if not torch.cuda.is_available():
        pytest.skip("PyTorch finds no GPU on this machine")
    runs = sweep(n_train=40, batch_size=4, seed=range(40))
    settings = dict(steps=60, eval_at=[0, 60], **QUIET)
    for model in (None, convolution):
        here = train_ensemble(runs, DATA, model=model, **settings)
        there = train_ensemble(runs, DATA, device="cuda", model=model, **settings)
        np.testing.assert_allclose(
            here.test_loss[:, 0], there.test_loss[:, 0], rtol=1e-4
        )
        gap = np.mean(here.test_loss - there.test_loss, 0)
        assert np.abs(gap).max() < 0.02


def test_blocks_hold_only_runs_that_go_together():
    from lib.ensemble.schedule import blocks
    from lib.ensemble.settings import check_runs

    data = check_data(DATA)
    for model in (None, normalised):
        plan = check_plan((64,), 5, [5], "replace", model, "cpu")
        runs = check_runs(MANY, 60)
        cut = blocks(runs, plan, data, 1000)
        assert sorted(run for block in cut for run in block) == sorted(runs)
        # Not so finely that little would be gained.
        assert len(cut) < len(MANY) / 2
        for block in cut:
            kinds = {(r.batch_size, r.momentum, r.weight_decay > 0) for r in block}
            assert len(kinds) == 1
    sizes = [len(b) for b in blocks(runs * 9, plan._replace(model=None), data, 10**7)]
    # Large networks a few at a time; how few is the processor's.
    assert 2 <= max(sizes) <= 4
    assert all(b - a <= 1 for a, b in pairwise(sorted(sizes)))


def test_zeros_of_numpy_are_zeros():
    runs = sweep(momentum=1 - 1 / np.array([1, 2]), weight_decay=np.zeros(1))
    assert [run.momentum for run in runs] == [0.0, 0.5]
    assert {run.weight_decay for run in runs} == {0.0}
