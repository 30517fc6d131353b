"""Many ReLU networks at once: each layer one batched product, gradients by hand.

A network of the toy's size is so small that a training loop spends its time in calls,
not in arithmetic. Here `R` networks are stacked, and one call serves them all.

Biases are the last row of a layer's weights, met by a column of ones in its input.
Hidden layers are held as `[R, in + 1, out]` and the last as `[R, K, in + 1]`, so that
the small K is never the dimension along which a product is vectorised.

On CPU each network's numbers are the same to the last bit whatever it is stacked with,
and wherever: the products are `torch.bmm` and `baddbmm_`, which compute each item
alike for any number of items above ONE (with one, PyTorch calls other kernels, which
round differently), and everything else is elementwise, or reduces over the middle
dimension. Hence `R >= 2` always; reductions over the first dimension, or a softmax of
the logits laid out as `[K, R * B]`, would be different at the end of a vector than in
it. tests/lib/ensemble/test_mlp.py looks at many shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from lib.ensemble.products import uses_onednn

# A product that scales what it is added to goes through it twice. So what is held is
# the velocity divided by momentum ** t, to which each step just adds; it is brought
# back to size whenever that power falls below this.
_FADED = 1e-3


class MLPStack:
    """`R >= 2` ReLU networks of one shape, and what SGD needs to train them.

    Parameters
    ----------
    layers
        Weight `[R, out, in]` and bias `[R, out]` of each layer, float32: not changed.
    lr, weight_decay
        Of each network, float64 `[R]`, as in `torch.optim.SGD`.
    momentum
        Of all of them, in [0, 1), without dampening.
    batch_size
        Images that each of them sees in a step.

    Attributes
    ----------
    weights, velocity
        For each layer what is described above. The velocity is -lr times the buffer of
        `torch.optim.SGD`, up to the factor of `_FADED`; none where the momentum is 0.
    logits
        float32 `[R, K, B]`: of the last step's images, before that step.
    alarm
        float32 `[R, K, B]`: finite as long as all logits since it was zeroed were.
    """

    def __init__(
        self,
        layers: Sequence[tuple[Tensor, Tensor]],
        lr: Tensor,
        weight_decay: Tensor,
        momentum: float,
        batch_size: int,
    ) -> None:
        self.momentum, self._power = momentum, 1.0
        self.lr, self.weight_decay = lr, weight_decay
        *hidden, last = [(*w.shape[:2], w.shape[2] + 1) for w, _ in layers]
        shapes = [*((n, fan_in, out) for n, out, fan_in in hidden), last]
        like = layers[-1][0]
        self._flat, self.weights = _one_buffer(like, shapes)
        self._flat_velocity, self.velocity = _one_buffer(
            like, shapes if momentum else []
        )
        for joined, (weight, bias) in zip(self.weights[:-1], layers, strict=False):
            joined[:, :-1], joined[:, -1] = weight.mT, bias
        self.weights[-1][:, :, :-1], self.weights[-1][:, :, -1] = layers[-1]
        self._allocate(batch_size)
        self.set_rates()

    @staticmethod
    def prepare(x: Tensor) -> Tensor:
        """Images `[n, D]` as the methods take them: with a column of ones."""
        return functional.pad(x, (0, 1), value=1.0)

    def set_rates(self) -> None:
        """Take the step sizes from `lr` and `weight_decay`, after a change to them."""
        batch_size = self.logits.shape[2]
        dtype = self.logits.dtype
        self._rate = (-self.lr / batch_size).to(dtype)[:, None, None]
        self._decay = (-self.lr * self.weight_decay).to(dtype)[:, None, None]
        self._decays = bool((self.weight_decay > 0).any())

    def stop(self, runs: Sequence[int]) -> None:
        """Set these networks to zero, where no step moves their weights."""
        for run in runs:
            self.lr[run] = 0.0
            # Zero stays zero, costs no more than another number, and is no NaN.
            for tensor in (*self.weights, *self.velocity):
                tensor[run] = 0.0
        self.set_rates()

    def step(self, x: Tensor, y: Tensor) -> None:
        """One step of SGD on images `x` `[R, B, D + 1]` with labels `y` `[R, B]`."""
        inputs = x
        for w, total, positive, active in self._upward:
            torch.bmm(inputs, w, out=total)
            torch.clamp_min(total, 0.0, out=positive)
            inputs = active
        torch.bmm(self.weights[-1], inputs.mT, out=self.logits)
        self.alarm.addcmul_(self.logits, self.logits)
        if self.momentum:
            self._power *= self.momentum
            if self._power < _FADED:
                self._flat_velocity.mul_(self._power)
                self._power = 1.0

        # Softmax minus one-hot is the gradient in the logits. Multiplied by -lr / B
        # here, where it is smallest, it makes every gradient below a step.
        torch.softmax(self.logits, 1, out=self._errors)
        self._errors.scatter_add_(1, y.unsqueeze(1), self._minus_one)
        self._errors.mul_(self._rate)
        layer, factors = len(self.weights) - 1, (self._errors, inputs)
        for error, back, total, delta, below in self._downward:
            # With the weights as they were: a layer is updated after its error is used.
            torch.bmm(error, back, out=delta)
            torch.ops.aten.threshold_backward.grad_input(
                delta, total, 0.0, grad_input=delta
            )
            self._update(layer, *factors)
            layer -= 1
            factors = (x.mT if below is None else below, delta)
        self._update(layer, *factors)
        if self.momentum:
            self._flat.add_(self._flat_velocity, alpha=self._power)

    def losses(self, y: Tensor) -> Tensor:
        """Mean cross entropy, nats, of the last step's batch before it, `[R]`."""
        return functional.cross_entropy(self.logits, y, reduction="none").mean(1)

    def predict(self, x: Tensor) -> Tensor:
        """Logits `[R, K, n]` of images `[R, n, D + 1]`."""
        for w in self.weights[:-1]:
            active = x.new_empty(*x.shape[:2], w.shape[2] + 1)
            torch.clamp_min(torch.bmm(x, w), 0.0, out=active[:, :, :-1])
            active[:, :, -1] = 1.0
            x = active
        return torch.bmm(self.weights[-1], x.mT)

    def take(self, members: Tensor) -> MLPStack:
        """A copy of the networks at these places, an index `[R' >= 2]`."""
        other = object.__new__(MLPStack)
        other.momentum, other._power = self.momentum, self._power
        other.lr, other.weight_decay = self.lr[members], self.weight_decay[members]
        for flat, name in (("_flat", "weights"), ("_flat_velocity", "velocity")):
            old = getattr(self, name)
            shapes = [(len(members), *tensor.shape[1:]) for tensor in old]
            buffer, new = _one_buffer(self.logits, shapes)
            for tensor, source in zip(new, old, strict=True):
                torch.index_select(source, 0, members, out=tensor)
            setattr(other, flat, buffer)
            setattr(other, name, new)
        other._allocate(self.logits.shape[2])
        other.set_rates()
        return other

    def _allocate(self, batch_size: int) -> None:
        """All that a step writes to, and all views it needs: it makes none itself."""
        # A column times a row is no sum: elementwise is faster, where it was measured.
        self._one_image = batch_size == 1 and uses_onednn()
        n, k = self.weights[-1].shape[:2]
        new = self.weights[-1].new_empty
        self.logits = new(n, k, batch_size)
        self.alarm = torch.zeros_like(self.logits)
        self._errors = torch.empty_like(self.logits)
        self._minus_one = new(n, 1, batch_size).fill_(-1.0)
        widths = [w.shape[2] for w in self.weights[:-1]]
        totals = [new(n, batch_size, width) for width in widths]
        deltas = [new(n, batch_size, width) for width in widths]
        actives = [new(n, batch_size, width + 1).fill_(1.0) for width in widths]
        positives = [active[:, :, :-1] for active in actives]
        # Softmax regression has no hidden layer, and both of these are empty.
        self._upward = list(zip(self.weights, totals, positives, actives, strict=False))
        errors = [*deltas[1:], self._errors.mT]
        back = [w[:, :-1].mT for w in self.weights[1:-1]]
        back.append(self.weights[-1][:, :, :-1])
        below = [None, *(active.mT for active in actives[:-1])]
        downward = zip(errors, back, totals, deltas, below, strict=False)
        self._downward = list(downward)[::-1]

    def _update(self, layer: int, left: Tensor, right: Tensor) -> None:
        """Give the product of two factors, a step, to the weights of one layer."""
        w = self.weights[layer]
        if self.momentum:
            v = self.velocity[layer]
            if self._one_image:
                v.addcmul_(left, right, value=1 / self._power)
            else:
                v.baddbmm_(left, right, alpha=1 / self._power)
            if self._decays:
                v.addcmul_(w, self._decay, value=1 / self._power)
        else:
            if self._decays:
                w.addcmul_(w, self._decay)
            if self._one_image:
                w.addcmul_(left, right)
            else:
                w.baddbmm_(left, right)


def _one_buffer(
    like: Tensor, shapes: Sequence[tuple[int, ...]]
) -> tuple[Tensor, list[Tensor]]:
    """Zeros of these shapes that lie in one buffer, and the buffer, `[total]`."""
    sizes = [math.prod(shape) for shape in shapes]
    flat = like.new_zeros(sum(sizes))
    parts = flat.split(sizes) if sizes else ()
    return flat, [part.view(shape) for part, shape in zip(parts, shapes, strict=True)]
