"""Figures whose networks are trained one at a time, until they fit, at a larger size.

The largest that the 5,000 images carried allow: 4,000 for training, 1,000 for testing.
"""

from __future__ import annotations

import copy

import torch
from torch.nn import functional as F

from lib.data import corrupt_labels, mnist
from lib.ensemble.threads import one_thread
from lib.flatness import hessian_trace, keskar_sharpness, top_eigenvalues
from lib.measures import measure
from lib.training import fit, mlp, score


def corruption(key: dict, settings: dict) -> dict:
    """Zhang et al. (2017), figure 1: the price of fitting partly random labels."""
    with one_thread():
        split = mnist(settings["n_train"], settings["n_test"], seed=key["seed"])
        labels = corrupt_labels(split.y_train, key["fraction"], key["seed"])
        model = mlp((784, *settings["hidden"], 10), key["seed"])
        end = fit(
            model,
            split.x_train,
            labels,
            target_error=0,
            max_epochs=settings["max_epochs"],
            lr=settings["lr"],
            momentum=settings["momentum"],
            batch_size=settings["batch_size"],
            seed=key["seed"],
        )
        test_error, test_loss = score(model, split.x_test, split.y_test)
    return {
        **key,
        "test_error": test_error,
        "test_loss": test_loss,
        **end._asdict(),
    }


def keskar(key: dict, settings: dict) -> dict:
    """Keskar et al. (2017): small and large batches, compared at equal losses."""
    out: dict = {**key, "batch_size": settings["batch_size"], "measured": []}
    with one_thread():
        split = mnist(settings["n_train"], settings["n_test"], seed=key["seed"])
        goals = list(settings["target_loss"])
        for size in settings["batch_size"]:
            model = mlp((784, *settings["hidden"], 10), key["seed"])
            rows = []
            for goal in goals:
                end = fit(
                    model,
                    split.x_train,
                    split.y_train,
                    target_loss=goal,
                    lr=settings["lr"],
                    optimizer=settings["optimizer"],
                    batch_size=size,
                    max_epochs=settings["max_epochs"],
                    seed=key["seed"],
                )
                rows.append(_curvatures(model, split) | end._asdict())
            out["measured"].append(rows)
            # The second trains until it has caught up with the first.
            goals = [row["train_loss"] for row in rows]
    return out


def measures(key: dict, settings: dict) -> dict:
    """Jiang et al. (2020): one network of a grid, and what its weights say."""
    with one_thread():
        split = mnist(settings["n_train"], settings["n_test"], seed=key["seed"])
        sizes = (784, *[key["width"]] * key["depth"], 10)
        model = mlp(sizes, key["seed"])
        start = copy.deepcopy(model)
        end = fit(
            model,
            split.x_train,
            split.y_train,
            target_loss=settings["target_loss"],
            max_epochs=settings["max_epochs"],
            lr=key["lr"],
            momentum=settings["momentum"],
            batch_size=key["batch_size"],
            seed=key["seed"],
        )
        said = measure(model, start, split.x_train, split.y_train)
        test_error, test_loss = score(model, split.x_test, split.y_test)
    return {
        **key,
        "test_error": test_error,
        "test_loss": test_loss,
        **end._asdict(),
        **said._asdict(),
    }


def _curvatures(model: torch.nn.Module, split) -> dict:
    def loss(m: torch.nn.Module) -> torch.Tensor:
        return F.cross_entropy(m(split.x_train), split.y_train)

    return {
        "test_error": score(model, split.x_test, split.y_test)[0],
        "top_eigenvalue": float(top_eigenvalues(model, loss, tol=0.03)[0]),
        "trace": float(hessian_trace(model, loss, 10).estimate),
        "sharpness": keskar_sharpness(model, loss),
    }
