"""`lib.training`: against PyTorch's plain loop, its stopping rule, its refusals."""

import math

import pytest
import torch
from torch.nn import functional as F

from lib.data.digits import mnist
from lib.data.labels import permute_labels
from lib.training import fit, mlp, score


@pytest.fixture(scope="module")
def split():
    return mnist(200, 500, seed=3)


def weights(model):
    return torch.cat([p.detach().flatten() for p in model.parameters()])


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_full_batch_is_the_plain_loop(split, optimizer):
    """With one batch per epoch the order is of no account but for rounding."""
    ours, plain = (mlp((784, 16, 10), seed=1).double() for _ in range(2))
    x, y = split.x_train.double(), split.y_train
    fit(
        ours, x, y, max_epochs=7, optimizer=optimizer, lr=0.01,
        weight_decay=0.1, batch_size=200,
    )  # fmt: skip
    if optimizer == "sgd":
        stepper = torch.optim.SGD(plain.parameters(), 0.01, 0.9, weight_decay=0.1)
    else:
        stepper = torch.optim.Adam(plain.parameters(), 0.01, weight_decay=0.1)
    for _ in range(7):
        stepper.zero_grad()
        F.cross_entropy(plain(x), y).backward()
        stepper.step()
    torch.testing.assert_close(weights(ours), weights(plain), rtol=1e-9, atol=1e-12)


def test_each_epoch_uses_each_image_once(split):
    seen = []

    class Watching(torch.nn.Linear):
        def forward(self, x):
            if self.training:
                seen.append(x)
            return super().forward(x)

    model = Watching(784, 10)
    fit(model, split.x_train, split.y_train, max_epochs=1, batch_size=33)
    assert [len(x) for x in seen] == [33] * 6 + [2]
    rows = torch.cat(seen)
    assert not torch.equal(rows, split.x_train)
    order, reference = (torch.unique(a, dim=0) for a in (rows, split.x_train))
    assert torch.equal(order, reference)


def test_stops_with_the_first_epoch_that_meets_the_target(split):
    y = permute_labels(split.y_train, 0)
    errors = []
    model = mlp((784, 64, 10), seed=0)
    done = fit(
        model, split.x_train, y, target_error=0, watch=lambda _, m: errors.append(
            score(m, split.x_train, y)[0]
        ),
    )  # fmt: skip
    assert done.reached and done.train_error == 0 == errors[-1]
    assert done.epochs == len(errors) - 1 and min(errors[:-1]) > 0
    assert fit(model, split.x_train, y, target_error=0).epochs == 0


def test_both_targets_must_be_met(split):
    model = mlp((784, 64, 10), seed=0)
    easy = fit(model, split.x_train, split.y_train, target_error=0)
    done = fit(model, split.x_train, split.y_train, target_error=0, target_loss=0.01)
    assert easy.train_loss > 0.01 >= done.train_loss and done.reached


def test_gives_up(split):
    model = mlp((784, 4, 10), seed=0)
    done = fit(
        model, split.x_train, permute_labels(split.y_train, 0),
        target_error=0, max_epochs=2,
    )  # fmt: skip
    assert not done.reached and done.epochs == 2 and done.train_error > 0


def test_same_seed_same_weights_and_the_global_generator_untouched(split):
    torch.manual_seed(5)
    state = torch.get_rng_state()
    ends = []
    for _ in range(2):
        model = mlp((784, 16, 10), seed=2, dropout=0.5)
        fit(model, split.x_train, split.y_train, max_epochs=2, seed=7)
        ends.append(weights(model))
    assert torch.equal(*ends)
    assert torch.equal(torch.get_rng_state(), state)


def test_score_is_without_dropout_and_keeps_the_mode(split):
    model = mlp((784, 32, 10), seed=0, dropout=0.5)
    model.train()
    first, second = (score(model, split.x_test, split.y_test) for _ in range(2))
    assert first == second and model.training
    uniform = mlp((784, 4, 10), seed=0)
    torch.nn.init.zeros_(uniform[-1].weight)
    torch.nn.init.zeros_(uniform[-1].bias)
    assert math.isclose(score(uniform, split.x_test, split.y_test)[1], math.log(10),
                        rel_tol=1e-6)  # fmt: skip


def test_dropout_sits_behind_hidden_layers_only():
    names = [type(layer).__name__ for layer in mlp((3, 4, 5, 2), 0, dropout=0.1)]
    assert names == ["Linear", "ReLU", "Dropout"] * 2 + ["Linear"]
    names = [type(layer).__name__ for layer in mlp((3, 2), 0)]
    assert names == ["Linear"]


def test_divergence_is_told(split):
    with pytest.raises(FloatingPointError, match="lower lr"):
        fit(mlp((784, 16, 10), 0), split.x_train * 1e4, split.y_train, lr=1e6)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"target_error": -1}, "target_error"),
        ({"target_loss": math.nan}, "target_loss"),
        ({"max_epochs": 0}, "max_epochs"),
        ({"optimizer": "lion"}, "optimizer"),
        ({"lr": 0}, "lr"),
        ({"momentum": -0.1}, "momentum"),
        ({"weight_decay": -1}, "weight_decay"),
        ({"batch_size": 201}, "batch_size"),
        ({"seed": -1}, "seed"),
        ({"y": torch.zeros(200)}, "y"),
        ({"x": torch.zeros(3, 784)}, "x"),
    ],
)
def test_refuses(split, change, named):
    model = mlp((784, 4, 10), seed=0)
    before = weights(model)
    given = {"x": split.x_train, "y": split.y_train} | change
    with pytest.raises(ValueError, match=named):
        fit(model, given.pop("x"), given.pop("y"), **given)
    assert torch.equal(weights(model), before)


@pytest.mark.parametrize("sizes", [(3,), 3, (3, 0), "ab"])
def test_mlp_refuses_sizes(sizes):
    with pytest.raises(ValueError, match="sizes"):
        mlp(sizes, 0)
    with pytest.raises(ValueError, match="dropout"):
        mlp((3, 2), 0, dropout=1)
