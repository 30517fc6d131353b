"""Sweeps of a second on data of sixty rows, and what it is for two to be the same."""

import numpy as np
import torch
from torch import nn

from lib.data.digits import Split
from lib.ensemble.promise import exact
from lib.ensemble.settings import sweep

SCORES = ("train_accuracy", "test_accuracy", "train_loss", "test_loss", "diverged_at")


def blobs(n_train=60, n_test=40, n_features=6, n_classes=3, seed=0):
    """Classes that overlap; labels neither counted from 0 nor without gaps."""
    generator = torch.Generator().manual_seed(seed)
    centres = torch.randn(n_classes, n_features, generator=generator)
    parts = []
    for n in (n_train, n_test):
        y = torch.arange(n) % n_classes
        noise = torch.randn(n, n_features, generator=generator)
        parts += [centres[y] + noise, 2 * y + 5]
    return Split(*parts)


DATA = blobs()
MANY = sweep(
    lr=[0.1, 1.0],
    momentum=[0.0, 0.9],
    batch_size=[4, 13],
    n_train=[20, 60],
    weight_decay=[0.0, 0.01],
    seed=[3, 2**40],
)
FEW = MANY[::8]
LONG = sweep(lr=[0.1, 0.2], batch_size=[1, 2, 3, 5, 8, 13], n_train=20, seed=range(8))
LONG_SETTINGS = dict(steps=2000, eval_at=[2000], progress=False)


def normalised():
    """Softplus and LayerNorm round differently at different places of a stack."""
    return nn.Sequential(
        nn.Linear(6, 9), nn.LayerNorm(9), nn.Softplus(), nn.Linear(9, 3)
    )


def alike(one, other):
    """Equal to the last bit, or to rounding where the machine promises no more.

    So no processor fails a test: `lib.ensemble.exact` says which of the two it is.
    """
    one, other = torch.as_tensor(one), torch.as_tensor(other)
    if exact():
        return torch.equal(one, other)
    return torch.allclose(one.double(), other.double(), rtol=1e-3, atol=1e-4)


def assert_same(a, b, rows_of_a=slice(None), rows_of_b=slice(None)):
    for name in SCORES:
        one, other = getattr(a, name)[rows_of_a], getattr(b, name)[rows_of_b]
        if exact():
            assert np.array_equal(one, other), name
        elif name == "diverged_at":
            assert np.array_equal(one < 0, other < 0)
        else:
            # An image may change sides for the last digit of a logit, and a network
            # may diverge a step sooner.
            slack = 0.06 if "accuracy" in name else 1e-2 * (1 + abs(other))
            assert (abs(one - other) <= slack).mean() > 0.97, name
