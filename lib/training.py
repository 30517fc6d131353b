"""Train one network until it fits, and say how it did.

Used by random-labels, flat-minima and many-minima wherever the trained weights are
wanted afterwards, or where to stop depends on the fit; `lib.ensemble` trains many
networks for a number of steps known beforehand.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from lib.checks import below_one, not_negative, one_of, positive, whole

OPTIMIZERS = ("sgd", "adam")


class Fit(NamedTuple):
    """How training went: what `fit` returns.

    `epochs` is the number of passes over the training set, `train_error` the fraction
    of it that the network gets wrong at the end, `train_loss` its mean cross-entropy in
    nats, and `reached` whether the targets were met (True where there were none).
    """

    epochs: int
    train_error: float
    train_loss: float
    reached: bool


def mlp(sizes: Sequence[int], seed: int, dropout: float = 0.0) -> nn.Sequential:
    """A fully connected ReLU network, with PyTorch's default first weights.

    Taught in how-we-measure.

    Parameters
    ----------
    sizes
        Inputs, hidden units of each layer, outputs: (784, 512, 10).
    seed
        Of the first weights; the global generator of PyTorch is left as it was.
    dropout
        The share of hidden units that are dropped in training, in [0, 1).

    Raises
    ------
    ValueError
        If there are fewer than two sizes, or an argument is not allowed.
    """
    if isinstance(sizes, str) or not isinstance(sizes, Sequence) or len(sizes) < 2:
        raise ValueError(f"sizes must be two or more whole numbers, not {sizes!r}")
    sizes = [whole("each of sizes", size, 1) for size in sizes]
    seed = whole("seed", seed, 0)
    dropout = below_one("dropout", dropout)
    layers: list[nn.Module] = []
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for inputs, outputs in itertools.pairwise(sizes):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
            if dropout:
                layers.append(nn.Dropout(dropout))
    return nn.Sequential(*layers[: -2 if dropout else -1])


@torch.no_grad()
def score(model: nn.Module, x: Tensor, y: Tensor) -> tuple[float, float]:
    """Error (a fraction) and mean cross-entropy (nats), without dropout.

    `x` is `[n, D]` (or whatever the model takes), `y` int64 `[n]`. Taught in
    how-we-measure.
    """
    was_training = model.training
    model.eval()
    outputs = model(x)
    model.train(was_training)
    error = (outputs.argmax(1) != y).double().mean().item()
    return error, F.cross_entropy(outputs, y).item()


def fit(
    model: nn.Module,
    x: Tensor,
    y: Tensor,
    *,
    target_error: float | None = None,
    target_loss: float | None = None,
    max_epochs: int = 300,
    optimizer: str = "sgd",
    lr: float = 0.05,
    momentum: float = 0.9,
    weight_decay: float = 0.0,
    batch_size: int = 64,
    seed: int = 0,
    watch: Callable[[int, nn.Module], Any] | None = None,
) -> Fit:
    """Train `model`, in place, on the mean cross-entropy until it fits.

    Each epoch goes once through the training set in a fresh random order, the last
    batch perhaps smaller; after it the whole set is scored. Training ends with the
    first epoch that meets every target given, and before the first if it is met then.
    Taught in how-we-measure.

    Parameters
    ----------
    model
        From `[n, …]` to logits `[n, K]`.
    x, y
        Inputs `[n, …]`, labels int64 `[n]`, each in 0..K-1.
    target_error, target_loss
        Stop at a training error (a fraction) or a mean cross-entropy (nats) at or below
        this; with neither, after `max_epochs`.
    max_epochs
        When to give up.
    optimizer
        "sgd", or "adam" with PyTorch's betas, which takes no notice of `momentum`.
    lr, momentum, weight_decay
        Of `torch.optim.SGD`, or of Adam. The learning rate belongs to the mean loss.
    batch_size
        At most n.
    seed
        Of the order of the batches, and of dropout.
    watch
        Called as ``watch(epoch, model)`` after each epoch, counted from 1, and with 0
        before the first.

    Raises
    ------
    ValueError
        If an argument is not allowed: named before any work is done.
    FloatingPointError
        If the loss stops being a finite number.
    """
    if not isinstance(y, Tensor) or y.ndim != 1 or y.dtype != torch.int64:
        raise ValueError("y must be an int64 tensor of shape [n]")
    if not isinstance(x, Tensor) or x.ndim < 2 or len(x) != len(y) or len(y) == 0:
        raise ValueError(f"x must be a tensor with {len(y)} rows, at least one")
    for name, target in (("target_error", target_error), ("target_loss", target_loss)):
        if target is not None:
            not_negative(name, target)
    max_epochs = whole("max_epochs", max_epochs, 1)
    one_of("optimizer", optimizer, OPTIMIZERS)
    batch_size = whole("batch_size", batch_size, 1, len(x))
    for name, value in (("momentum", momentum), ("weight_decay", weight_decay)):
        not_negative(name, value)
    rates = {"lr": positive("lr", lr), "weight_decay": weight_decay}
    if optimizer == "sgd":
        stepper = torch.optim.SGD(model.parameters(), momentum=momentum, **rates)
    else:
        stepper = torch.optim.Adam(model.parameters(), **rates)

    def met(error: float, loss: float) -> bool:
        return (target_error is None or error <= target_error) and (
            target_loss is None or loss <= target_loss
        )

    targets = target_error is not None or target_loss is not None
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(whole("seed", seed, 0))
        model.train()
        epoch, scores = 0, score(model, x, y)
        if watch is not None:
            watch(0, model)
        while epoch < max_epochs and not (targets and met(*scores)):
            for batch in torch.randperm(len(x)).split(batch_size):
                stepper.zero_grad(set_to_none=True)
                F.cross_entropy(model(x[batch]), y[batch]).backward()
                stepper.step()
            epoch, scores = epoch + 1, score(model, x, y)
            if not scores[1] < float("inf"):
                raise FloatingPointError(
                    f"training diverged in epoch {epoch}: the loss is {scores[1]}; "
                    f"lower lr, which is {lr:g}"
                )
            if watch is not None:
                watch(epoch, model)
    model.eval()
    return Fit(epoch, *scores, reached=not targets or met(*scores))
