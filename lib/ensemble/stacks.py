"""The networks of a block side by side, and where in the stack each of them sits."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor

from lib.ensemble.draws import initial_weights
from lib.ensemble.mlp import MLPStack
from lib.ensemble.modules import ModuleStack, build
from lib.ensemble.settings import Plan, Run

SEATS = 8


class Stack(Protocol):
    """What `lib.ensemble.block` asks of R >= 2 networks that are trained side by side.

    `lib.ensemble.mlp.MLPStack` and `lib.ensemble.modules.ModuleStack` keep to it. None
    of the numbers of a network may depend on the others.

    Attributes
    ----------
    lr
        float64 [R], of each network.
    weights, velocity
        Lists of tensors [R, ...]: what a step changes. A weight that is not finite
        stays so.
    alarm
        [R, ...]: finite as long as all outputs since it was zeroed were.
    """

    lr: Tensor
    alarm: Tensor

    @property
    def weights(self) -> list[Tensor]:
        """The weights that are trained."""

    @property
    def velocity(self) -> list[Tensor]:
        """What momentum remembers; none where it is 0."""

    def prepare(self, x: Tensor) -> Tensor:
        """Images [n, D] as the other methods take them."""

    def step(self, x: Tensor, y: Tensor) -> None:
        """One step of SGD on prepared images [R, B, ...] with labels [R, B]."""

    def losses(self, y: Tensor) -> Tensor:
        """Mean cross entropy, nats, of the last step's batch before it, [R]."""

    def predict(self, x: Tensor) -> Tensor:
        """Logits [R, K, n] of prepared images [R, n, ...]."""

    def take(self, members: Tensor) -> Stack:
        """A copy of the networks at these places, an index [R' >= 2]."""

    def stop(self, runs: Sequence[int]) -> None:
        """Set the networks at these places to zero, where no step moves them."""


def is_seated(plan: Plan) -> bool:
    """Whether the runs of this plan have seats."""
    return plan.model is not None and plan.device == "cpu"


def seat(run: Run) -> int:
    """The place of a run in any stack, in [0, SEATS)."""
    return zlib.crc32(repr(run).encode()) % SEATS


def stack_of(runs: Sequence[Run], plan: Plan, n_features: int, n_classes: int) -> Stack:
    """The networks of these runs, two or more, before the first step."""
    device = torch.device(plan.device)
    rates = [[run.lr, run.weight_decay] for run in runs]
    lr, decay = torch.tensor(rates, dtype=torch.float64, device=device).unbind(1)
    # Cloned, because a run that diverges has its rate set to 0 in place.
    sgd = (lr.clone(), decay, runs[0].momentum)
    if plan.model is not None:
        nets = [build(plan.model, run.seed).to(device) for run in runs]
        return ModuleStack(nets, *sgd)
    sizes = (n_features, *plan.hidden, n_classes)
    drawn = {seed: initial_weights(sizes, seed) for seed in {r.seed for r in runs}}
    layers = []
    for layer in range(len(sizes) - 1):
        weights = torch.stack([drawn[run.seed][layer][0] for run in runs])
        biases = torch.stack([drawn[run.seed][layer][1] for run in runs])
        layers.append((weights.to(device), biases.to(device)))
    return MLPStack(layers, *sgd, runs[0].batch_size)
