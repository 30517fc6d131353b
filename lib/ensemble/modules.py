"""Many copies of any `nn.Module` at once, by `torch.func`: slower, but general.

The same methods as `lib.ensemble.mlp.MLPStack`, with the gradients from
`vmap(grad(...))` and SGD written as PyTorch writes it.

Of the operations that a module may use, some round differently at different places of
a stack: those that take a vector's last few elements one by one, with another
exponential, and those that reduce over a dimension that others are merged with
(`nn.Softplus` and `nn.LayerNorm` do). So that a run's numbers do not depend on its
company even then, a stack on CPU has always `SEATS` networks, and a run always the same
seat in it: the one that its own settings give (`lib.ensemble.stacks`). Seats that stay
empty hold copies.
"""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.func import functional_call, grad_and_value, stack_module_state, vmap
from torch.nn import functional

from lib.ensemble.draws import weights_seed

# A factory draws from PyTorch's one global generator, which threads share.
_one_at_a_time = threading.Lock()


def build(model: Callable[[], nn.Module], seed: int) -> nn.Module:
    """The network of a run: `model()`, its weights drawn by the run's own seed.

    An `nn.Sequential` of `nn.Linear` and `nn.ReLU` has the weights that
    `lib.ensemble.draws.initial_weights` gives for the same seed.
    """
    with _one_at_a_time, torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(weights_seed(seed))
        net = model()
    if not isinstance(net, nn.Module):
        raise ValueError(f"model() must return an nn.Module, not {net!r}")
    return net.float()


def check_model(
    model: Callable[[], nn.Module], n_features: int, n_classes: int
) -> nn.Module:
    """A network from the factory; ValueError, naming `model`, unless it can be used.

    It must map float32 `[n, n_features]` to logits `[n, n_classes]`, have weights and
    be the same function at every call: no dropout and no batch normalisation, whose
    random numbers and running averages the stacked copies would not keep apart.
    """
    if not callable(model) or isinstance(model, nn.Module):
        raise ValueError(
            "model must be a function without arguments that returns a new nn.Module, "
            f"not {type(model).__name__}"
        )
    try:
        net = build(model, 0)
    except Exception as error:
        raise ValueError(f"model could not be built: {error}") from error
    for name, part in net.named_modules():
        dropout = isinstance(part, nn.modules.dropout._DropoutNd) and part.p > 0
        if dropout or isinstance(part, nn.modules.batchnorm._NormBase | nn.RReLU):
            raise ValueError(
                f"model must not contain {type(part).__name__} ({name or 'itself'}): "
                "it is random, or keeps running averages, between steps"
            )
    if not any(p.requires_grad for p in net.parameters()):
        raise ValueError("model must have weights to train")
    one = torch.ones(1, dtype=torch.float64)
    try:
        stack = ModuleStack([net, build(model, 1)], one.repeat(2), one.repeat(2), 0.0)
        x, y = torch.ones(2, 3, n_features), torch.zeros(2, 3, dtype=torch.int64)
        shape = tuple(stack.predict(x).shape)
        if shape == (2, n_classes, 3):
            stack.step(x, y)
    except Exception as error:
        raise ValueError(
            f"model must run under torch.func.vmap on inputs of shape "
            f"[n, {n_features}]: {error}"
        ) from error
    if shape != (2, n_classes, 3):
        raise ValueError(
            f"model must return logits of shape [n, {n_classes}], one for each class, "
            f"not [n, {', '.join(str(s) for s in shape[1:-1])}]"
        )
    return net


class ModuleStack:
    """`R >= 2` copies of a module: see `lib.ensemble.mlp.MLPStack`."""

    def __init__(
        self,
        nets: Sequence[nn.Module],
        lr: Tensor,
        weight_decay: Tensor,
        momentum: float,
    ) -> None:
        self._base = copy.deepcopy(nets[0]).to("meta")
        params, self._buffers = stack_module_state(list(nets))
        self._params = {name: p.detach() for name, p in params.items()}
        self._trained = [n for n, p in nets[0].named_parameters() if p.requires_grad]
        self._velocity = (
            {n: torch.zeros_like(self._params[n]) for n in self._trained}
            if momentum
            else {}
        )
        self.lr, self.weight_decay, self.momentum = lr, weight_decay, momentum
        self.alarm = torch.zeros(len(nets), device=lr.device)
        self._gradient = vmap(grad_and_value(self._loss), in_dims=(0, 0, 0, 0, 0))
        self.set_rates()

    @staticmethod
    def prepare(x: Tensor) -> Tensor:
        """Images `[n, D]` as the methods take them: as they are."""
        return x

    def set_rates(self) -> None:
        """Take the step sizes from `lr` and `weight_decay`, after a change to them."""
        self._rate = (-self.lr).float()
        self._decay = self.weight_decay.float()
        self._decays = bool((self.weight_decay > 0).any())

    def stop(self, runs: Sequence[int]) -> None:
        """Set these networks to zero, where no step moves their weights."""
        for run in runs:
            self.lr[run] = 0.0
            for tensor in (*self.weights, *self.velocity):
                tensor[run] = 0.0
        self.set_rates()

    def step(self, x: Tensor, y: Tensor) -> None:
        """One step of SGD on images `x` `[R, B, D]` with labels `y` `[R, B]`."""
        trained = {name: self._params[name] for name in self._trained}
        gradients, self._losses = self._gradient(
            trained, self._params, self._buffers, x, y
        )
        self.alarm += self._losses
        for name, g in gradients.items():
            w = self._params[name]
            shape = (-1,) + (1,) * (w.ndim - 1)
            if self._decays:
                g = g.addcmul(w, self._decay.view(shape))
            if self.momentum:
                g = self._velocity[name].mul_(self.momentum).add_(g)
            w.addcmul_(g, self._rate.view(shape))

    def losses(self, y: Tensor) -> Tensor:
        """Mean cross entropy, nats, of the last step's batch before it, `[R]`."""
        return self._losses

    def predict(self, x: Tensor) -> Tensor:
        """Logits `[R, K, n]` of images `[R, n, D]`."""
        return vmap(self._logits)(self._params, self._buffers, x).mT

    @property
    def weights(self) -> list[Tensor]:
        """The weights that are trained, each `[R, ...]`."""
        return [self._params[name] for name in self._trained]

    @property
    def velocity(self) -> list[Tensor]:
        """The momentum buffers of `torch.optim.SGD`, none where the momentum is 0."""
        return list(self._velocity.values())

    def take(self, members: Tensor) -> ModuleStack:
        """A copy of the networks at these places, an index `[R' >= 2]`."""
        other = copy.copy(self)
        for name in ("_params", "_buffers", "_velocity"):
            stacked = getattr(self, name)
            setattr(other, name, {n: t[members] for n, t in stacked.items()})
        other.lr, other.weight_decay = self.lr[members], self.weight_decay[members]
        other.alarm = torch.zeros_like(self.alarm[members])
        other._gradient = vmap(grad_and_value(other._loss), in_dims=(0, 0, 0, 0, 0))
        other.set_rates()
        return other

    def _logits(self, params: dict, buffers: dict, x: Tensor) -> Tensor:
        return functional_call(self._base, (params, buffers), (x,))

    def _loss(
        self, trained: dict, params: dict, buffers: dict, x: Tensor, y: Tensor
    ) -> Tensor:
        logits = self._logits({**params, **trained}, buffers, x)
        return functional.cross_entropy(logits, y)
