"""What the block asks of a stack, both kinds of stack do."""

import inspect

import numpy as np
import pytest
import torch
from small_ensembles import DATA, normalised

from lib.ensemble.mlp import MLPStack
from lib.ensemble.modules import ModuleStack
from lib.ensemble.settings import check_data, check_plan, sweep
from lib.ensemble.stacks import SEATS, Stack, is_seated, seat, stack_of

RUNS = sweep(lr=0.1, momentum=0.9, batch_size=5, n_train=20, seed=range(4))
GIVEN = check_data(DATA)
PLANS = {
    "layers": check_plan((7,), 5, [5], "replace", None, "cpu"),
    "module": check_plan((64,), 5, [5], "replace", normalised, "cpu"),
}


@pytest.fixture(params=PLANS)
def stack(request):
    return stack_of(RUNS, PLANS[request.param], 6, 3)


def batch(stack, seed=0):
    rng = np.random.default_rng(seed)
    rows = torch.from_numpy(rng.integers(len(GIVEN.x_train), size=(4, 5)))
    x = stack.prepare(torch.from_numpy(GIVEN.x_train))[rows]
    return x, torch.from_numpy(GIVEN.y_train)[rows]


@pytest.mark.parametrize("kind", [MLPStack, ModuleStack])
def test_methods_have_the_names_and_arguments_of_the_protocol(kind):
    for name, wanted in vars(Stack).items():
        if inspect.isfunction(wanted) and not name.startswith("_"):
            asked = list(inspect.signature(wanted).parameters)[1:]
            method = inspect.getattr_static(kind, name)
            static = isinstance(method, staticmethod)
            given = list(inspect.signature(getattr(kind, name)).parameters)
            assert given[not static :] == asked, name


def test_it_has_what_the_protocol_names(stack):
    assert len(stack.lr) == len(stack.alarm) == 4
    assert all(len(tensor) == 4 for tensor in (*stack.weights, *stack.velocity))
    assert len(stack.velocity) in (1, len(stack.weights))
    stack.step(*batch(stack))
    x, y = batch(stack)
    assert stack.losses(y).shape == (4,) and stack.predict(x).shape == (4, 3, 5)


def test_networks_that_are_stopped_are_zero_and_stay_so(stack):
    stack.step(*batch(stack))
    others = [w[[0, 2]].clone() for w in stack.weights]
    stack.stop([1, 3])
    for tensor in (*stack.weights, *stack.velocity):
        assert not tensor[[1, 3]].any()
    for before, now in zip(others, stack.weights, strict=True):
        assert torch.equal(before, now[[0, 2]]), "the others do not notice"
    for seed in range(3):
        stack.step(*batch(stack, seed))
    assert not any(tensor[[1, 3]].any() for tensor in stack.weights)
    assert all(torch.isfinite(t).all() for t in (*stack.weights, *stack.velocity))
    assert any(
        not torch.equal(before, now[[0, 2]])
        for before, now in zip(others, stack.weights, strict=True)
    )


def test_a_stopped_network_that_was_infinite_is_zero_too(stack):
    for tensor in stack.weights:
        tensor[2] = float("nan")
    stack.stop([2])
    stack.step(*batch(stack))
    assert not any(tensor[2].any() for tensor in stack.weights)


def test_what_is_taken_is_a_copy(stack):
    stack.step(*batch(stack))
    part = stack.take(torch.tensor([3, 1]))
    for mine, theirs in zip(part.weights, stack.weights, strict=True):
        assert torch.equal(mine, theirs[[3, 1]])
        mine.zero_()
        assert theirs[[3, 1]].any()


def test_only_modules_on_a_cpu_have_seats():
    assert is_seated(PLANS["module"]) and not is_seated(PLANS["layers"])
    assert not is_seated(PLANS["module"]._replace(device="cuda"))
    assert all(0 <= seat(run) < SEATS for run in RUNS)
    assert [seat(run) for run in RUNS] == [seat(run) for run in RUNS[::-1]][::-1]
