"""`lib.minima.descent`: against PyTorch's optimisers and the paper's lemma."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional as F

from lib.memorization import minimum_norm
from lib.minima.descent import descend, wilson_data

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
