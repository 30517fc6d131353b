"""`lib.adaptive`: against PyTorch's optimisers and autograd, the lemma, refusals."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

from lib.adaptive import descend, evolve_nets, train_nets, wilson_data
from lib.memorization import minimum_norm
from lib.minima import random_nets

TORCH = {
    "gd": lambda p, lr: torch.optim.SGD(p, lr),
    "adagrad": lambda p, lr: torch.optim.Adagrad(p, lr, eps=0),
    "rmsprop": lambda p, lr: torch.optim.RMSprop(p, lr, alpha=0.9, eps=0),
    "adam": lambda p, lr: torch.optim.Adam(p, lr, eps=0),
}


def problem(seed, n=12, width=7):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, width)), np.where(rng.random(n) < 0.5, 1.0, -1.0)


@pytest.mark.parametrize("loss", ["square", "logistic"])
@pytest.mark.parametrize("method", list(TORCH))
def test_descend_is_pytorch(method, loss):
    x, y = problem(0)
    inputs, labels = torch.tensor(x), torch.tensor(y)
    w = torch.zeros(7, dtype=torch.float64, requires_grad=True)
    stepper = TORCH[method]([w], 0.03)
    for _ in range(60):
        stepper.zero_grad()
        f = inputs @ w
        if loss == "square":
            value = 0.5 * ((f - labels) ** 2).mean()
        else:
            value = F.softplus(-labels * f).mean()
        value.backward()
        stepper.step()
    ours = descend(x, y, method, loss=loss, lr=0.03, steps=60)
    np.testing.assert_allclose(ours, w.detach(), rtol=1e-8, atol=1e-10)


def test_gradient_descent_finds_the_shortest_solution():
    x, y = problem(1, n=5, width=30)
    w = descend(x, y, "gd", lr=0.1, steps=5000)
    np.testing.assert_allclose(w, minimum_norm(x, y), atol=1e-9)


def test_wilson_data_is_as_in_the_paper():
    y = np.array([1.0, -1, 1])
    x, x_new = wilson_data(y, [-1.0, 1])
    assert x.shape == (3, 3 + 25) and x_new.shape == (2, 28)
    np.testing.assert_array_equal(x[:, 0], y)
    np.testing.assert_array_equal(np.r_[x, x_new][:, 1:3], 1)
    own = np.r_[x, x_new][:, 3:]
    np.testing.assert_array_equal(own.sum(1), [1, 5, 1, 5, 1])
    assert (own.sum(0) <= 1).all()  # nobody shares a feature
    np.testing.assert_array_equal(own[1, 5:10], 1)
    assert own[2, 10] == 1


@settings(max_examples=15, deadline=None)
@given(negatives=st.integers(1, 12), more=st.integers(1, 12))
def test_adaptive_methods_end_on_the_sign_vector_and_gd_does_not(negatives, more):
    y = np.repeat([1.0, -1.0], [negatives + more, negatives])
    y_new = np.array([1.0, -1.0])
    x, x_new = wilson_data(y, y_new)
    s = np.sign(x.T @ y)
    np.testing.assert_array_equal(x @ s, 4 * y)
    for method in ("adagrad", "rmsprop", "adam"):
        w = descend(x, y, method, loss="logistic", steps=50)
        np.testing.assert_allclose(w, w[0] * s, rtol=1e-9)
        assert (x_new @ w > 0).all() and w[0] > 0
    assert (x_new @ minimum_norm(x, y) * y_new > 0).all()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"method": "sgd"}, "method"),
        ({"loss": "hinge"}, "loss"),
        ({"lr": 0}, "lr"),
        ({"steps": 0}, "steps"),
        ({"y": np.zeros(12)}, "y"),
        ({"x": np.ones(12)}, "x"),
    ],
)
def test_descend_refuses(change, name):
    x, y = problem(0)
    with pytest.raises(ValueError, match=name):
        descend(**({"x": x, "y": y, "method": "gd"} | change))


def test_divergence_is_said():
    x, y = problem(0)
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match="lr"):
        descend(x, y, "gd", lr=100.0, steps=2000)


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
