"""`lib.minima.search`: against autograd, and what a search promises."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from lib.minima.nets import random_nets
from lib.minima.search import evolve_nets, train_nets


def problem(seed, n=12, width=7):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, width)), np.where(rng.random(n) < 0.5, 1.0, -1.0)


def test_one_step_of_training_is_autograd():
    """A batch of one image, the only one: no chance is left."""
    nets = random_nets(4, 6, 3, seed=1)
    x, y = problem(2, n=1, width=6)
    # the nets that are right already are set aside without a step
    sign = -np.sign(nets.outputs(x)[:, 0])
    wrong = nets.take(np.flatnonzero(sign == y[0]))
    end = train_nets(wrong, x, y, lr=0.5, batch_size=3, max_steps=1)
    assert len(wrong.out) > 0
    for i in range(len(wrong.out)):
        w, v = (torch.tensor(a[i].astype(float), requires_grad=True) for a in wrong)
        f = torch.relu(torch.tensor(x) @ w.T) @ v
        F.softplus(-torch.tensor(y) * f).mean().backward()
        moved = (w - 0.5 * w.grad).detach()
        np.testing.assert_allclose(end.nets.hidden[i], moved, atol=1e-9)
        np.testing.assert_allclose(end.nets.out[i], (v - 0.5 * v.grad).detach())


@pytest.mark.parametrize("search", [train_nets, evolve_nets])
@pytest.mark.parametrize("target", [None, 0.05])
def test_a_search_reaches_what_it_says(search, target):
    x, y = problem(3, n=8, width=5)
    start = random_nets(10, 5, 12, seed=2)
    before = start.hidden.copy(), start.out.copy()
    end = search(start, x, y, target_loss=target, seed=1)
    np.testing.assert_array_equal(start.hidden, before[0])
    np.testing.assert_array_equal(start.out, before[1])
    assert end.reached.mean() > 0.7
    margins = end.nets.outputs(x) * y
    done = (margins > 0).all(1)
    if target is not None:
        done = np.logaddexp(0, -margins).mean(1) <= target
    np.testing.assert_array_equal(done, end.reached)
    again = search(start, x, y, target_loss=target, seed=1)
    np.testing.assert_array_equal(end.nets.out, again.nets.out)
    other = search(start, x, y, target_loss=target, seed=2)
    assert not np.array_equal(end.nets.out, other.nets.out)


@pytest.mark.parametrize("search", [train_nets, evolve_nets])
def test_stops_at_the_first_fit_and_after_the_last_step(search):
    x, y = problem(4, n=8, width=5)
    start = random_nets(20, 5, 12, seed=3)
    end = search(start, x, y, seed=1)
    reached = np.flatnonzero(end.reached & (end.steps > 0))
    short = search(start, x, y, seed=1, max_steps=int(end.steps[reached].max()) - 1)
    assert not short.reached.all()
    assert (short.steps[~short.reached] == end.steps[reached].max() - 1).all()
    already = (start.outputs(x) * y > 0).all(1)
    np.testing.assert_array_equal(end.steps == 0, already)


def test_evolution_never_gets_worse():
    x, y = problem(5, n=20, width=5)
    start = random_nets(6, 5, 4, seed=4)

    def loss(nets):
        return np.logaddexp(0, -nets.outputs(x) * y).mean(1)

    losses = [loss(start)]
    for steps in (1, 5, 20, 100):
        end = evolve_nets(start, x, y, target_loss=1e-9, max_steps=steps, seed=1)
        losses.append(loss(end.nets))
    assert (np.diff(losses, axis=0) <= 1e-12).all()
    assert (losses[-1] < losses[0]).all()


@pytest.mark.parametrize("search", [train_nets, evolve_nets])
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"target_loss": 0.0}, "target_loss"),
        ({"max_steps": 0}, "max_steps"),
        ({"seed": -1}, "seed"),
        ({"y": np.zeros(4)}, "y"),
        ({"x": np.ones(4)}, "x"),
    ],
)
def test_searches_refuse(search, change, name):
    given = {"x": np.ones((4, 3)), "y": np.ones(4)} | change
    with pytest.raises(ValueError, match=name):
        search(random_nets(2, 3, 2, 0), **given)


def test_own_settings_are_checked():
    nets, x, y = random_nets(2, 3, 2, 0), np.ones((4, 3)), np.ones(4)
    with pytest.raises(ValueError, match="lr"):
        train_nets(nets, x, y, lr=0.0)
    with pytest.raises(ValueError, match="batch_size"):
        train_nets(nets, x, y, batch_size=0)
    with pytest.raises(ValueError, match="size"):
        evolve_nets(nets, x, y, size=0.0)
