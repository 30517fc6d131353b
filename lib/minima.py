"""Many minima: make bad ones, tell them from good ones, and find fits by guessing.

Used by many-minima. Nets whose weights are guessed (or, in `lib.adaptive`, evolved or
trained) are small and have one output, f(x) = v·(Wx)₊, so that thousands of them are
two arrays; x carries a constant 1 for the biases, and the sign of f takes no notice of
the scale of W or v.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from lib.checks import positive, real_array, signs_array, whole
from lib.memorization import minimum_norm

CHUNK = 20_000


def poison(y: Tensor, keep: int, classes: int = 10) -> Tensor:
    """Labels `y` [n] with all but the first `keep` of them wrong: y + 1 mod `classes`.

    A net that fits them all has learnt to be wrong about whatever is not among the
    first (Liu, Papailiopoulos & Achlioptas 2020 use random labels).

    Raises
    ------
    ValueError
        If `y` is not an int64 tensor [n], `keep` not in 0..n, or a label not a class.
    """
    if not isinstance(y, Tensor) or y.ndim != 1 or y.dtype != torch.int64:
        raise ValueError("y must be an int64 tensor of shape [n]")
    keep, classes = whole("keep", keep, 0, len(y)), whole("classes", classes, 2)
    if len(y) and not 0 <= int(y.min()) <= int(y.max()) < classes:
        raise ValueError(f"y must hold labels in 0..{classes - 1}")
    return torch.cat([y[:keep], (y[keep:] + 1) % classes])


def null_vector(x, x_new, outputs) -> np.ndarray:
    """The shortest v [P] with x·v = 0 and x_new·v = outputs: no training point sees it.

    Parameters
    ----------
    x : [N, P]. x_new : [M, P], the rows of both together independent. outputs : [M].

    Raises
    ------
    ValueError
        If rows depend on each other, or shapes do not match.
    """
    x, x_new = real_array("x", x, 2), real_array("x_new", x_new, 2)
    outputs = real_array("outputs", outputs, 1)
    if x.shape[1] != x_new.shape[1]:
        raise ValueError(
            f"x_new must have {x.shape[1]} columns, as x has, not {x_new.shape[1]}"
        )
    return minimum_norm(np.r_[x, x_new], np.r_[np.zeros(len(x)), outputs])


class Measures(NamedTuple):
    """What the weights of a net, and its margins, say without a test set.

    Attributes
    ----------
    spectral_product : Π_l ‖W_l‖₂ of the weight matrices, a bound on the net's slope.
    norm : √Σw², all weights and biases. distance : √Σ(w - w_start)².
    margin : least f_y - max_{k≠y} f_k over the training set; negative if one is wrong.
    normalised_margin : margin over spectral_product (Bartlett et al. 2017).
    """

    spectral_product: float
    norm: float
    distance: float
    margin: float
    normalised_margin: float


@torch.no_grad()
def measures(model: nn.Module, start: nn.Module, x: Tensor, y: Tensor) -> Measures:
    """`Measures` of a net that classifies x [n, D] with labels y int64 [n].

    `start` is the net before training.

    Raises
    ------
    ValueError
        If the two nets have parameters of different shapes.
    """
    ends, starts = list(model.parameters()), list(start.parameters())
    if [p.shape for p in ends] != [p.shape for p in starts]:
        raise ValueError("start must have parameters of the same shapes as model")
    slopes = [torch.linalg.matrix_norm(p, 2).item() for p in ends if p.ndim == 2]
    moved = sum(((p - q) ** 2).sum().item() for p, q in zip(ends, starts, strict=True))
    outputs = model(x).clone()
    own = outputs.gather(1, y[:, None])[:, 0]
    rival = outputs.scatter(1, y[:, None], -torch.inf).max(1).values
    margin, product = (own - rival).min().item(), float(np.prod(slopes))
    norm = float(np.sqrt(sum((p**2).sum().item() for p in ends)))
    return Measures(product, norm, moved**0.5, margin, margin / product)


class Nets(NamedTuple):
    """M nets f(x) = v·(Wx)₊: `hidden` W [M, h, D] and `out` v [M, h]."""

    hidden: np.ndarray
    out: np.ndarray

    def outputs(self, x) -> np.ndarray:
        """Values f [M, n] at the rows of x [n, D], or of each net's own x [M, n, D]."""
        units = np.maximum(self.hidden @ np.swapaxes(x, -1, -2), 0)
        return (self.out[:, None] @ units)[:, 0]

    def take(self, chosen) -> Nets:
        """Some of the nets, by mask or index."""
        return Nets(self.hidden[chosen], self.out[chosen])


def random_nets(count: int, inputs: int, hidden: int, seed: int) -> Nets:
    """Nets with Gaussian weights of variance 2/inputs in W and 1/hidden in v."""
    count, inputs = whole("count", count, 1), whole("inputs", inputs, 1)
    hidden = whole("hidden", hidden, 1)
    rng = np.random.default_rng(whole("seed", seed, 0))
    first = rng.standard_normal((count, hidden, inputs), dtype=np.float32)
    last = rng.standard_normal((count, hidden), dtype=np.float32)
    return Nets(
        first * np.float32((2 / inputs) ** 0.5), last * np.float32(hidden**-0.5)
    )


class Guesses(NamedTuple):
    """What guessing found, for S training sets and K numbers n of their examples.

    Attributes
    ----------
    volume : [S, K], the share of random nets that label the first n as given.
    balanced : [S, K], the share that calls half of the first n positive, half negative.
    nets : nets[s][k], some of those that label the first n of set s as given.
    """

    volume: np.ndarray
    balanced: np.ndarray
    nets: list[list[Nets]]


def guess_and_check(
    x, y, sizes, *, hidden: int, tries: int, seed: int, keep: int = 200
) -> Guesses:
    """Draw random nets, and see which fit (Chiang et al. 2023): no gradient is used.

    Parameters
    ----------
    x : [S, n, D], S training sets, with a constant column. y : [S, n], each -1 or +1.
    sizes : numbers of examples to fit, each in 1..n.
    tries : how many nets, the same for each set. keep : at most so many are returned.

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    x = real_array("x", x, 3).astype(np.float32)
    y = signs_array("y", np.ravel(y), x.shape[0] * x.shape[1]).reshape(x.shape[:2])
    sizes = [whole("each of sizes", size, 1, x.shape[1]) for size in sizes]
    tries, keep = whole("tries", tries, 1), whole("keep", keep, 1)
    rng = np.random.SeedSequence(whole("seed", seed, 0))
    flat = x.reshape(-1, x.shape[2])
    fits, halves = np.zeros((2, len(x), len(sizes)))
    found: list[list[list[Nets]]] = [[[] for _ in sizes] for _ in x]
    kept = np.zeros(fits.shape, int)
    for first in range(0, tries, CHUNK):
        word = int(rng.spawn(1)[0].generate_state(1)[0])
        nets = random_nets(min(CHUNK, tries - first), x.shape[2], hidden, word)
        units = np.maximum(nets.hidden.reshape(-1, x.shape[2]) @ flat.T, 0)
        units = units.reshape(len(nets.out), hidden, -1)
        outputs = (nets.out[:, None] @ units)[:, 0].reshape(-1, *y.shape)
        right = np.logical_and.accumulate(outputs * y > 0, axis=2)
        ups, downs = (np.cumsum(o > 0, axis=2) for o in (outputs, -outputs))
        for k, size in enumerate(sizes):
            fits[:, k] += right[:, :, size - 1].sum(0)
            half = (ups[..., size - 1] * 2 == size) & (downs[..., size - 1] * 2 == size)
            halves[:, k] += half.sum(0)
            for s in np.flatnonzero(kept[:, k] < keep):
                where = np.flatnonzero(right[:, s, size - 1])[: keep - kept[s, k]]
                found[s][k].append(nets.take(where))
                kept[s, k] += len(where)
    joined = [[_join(parts) for parts in row] for row in found]
    return Guesses(fits / tries, halves / tries, joined)


def _join(parts: list[Nets]) -> Nets:
    if not parts:
        return Nets(np.zeros((0, 0, 0)), np.zeros((0, 0)))
    return Nets(*map(np.concatenate, zip(*parts, strict=True)))


def volume_bound(log_volume, n: int, delta: float = 0.05) -> np.ndarray:
    """Bound on the test error, averaged over all nets that fit n examples.

    With probability 1 - δ over training sets, 1 - exp((ln V + ln δ)/n) for the share V
    of the prior that fits: Occam's razor for a volume, after McAllester (1999), whose
    theorem 1 has a little more on the right.

    Parameters
    ----------
    log_volume : ln V ≤ 0, any shape. n : examples. delta : δ in (0, 1).

    Raises
    ------
    ValueError
        If an argument is none of the above.
    """
    log_volume = real_array("log_volume", log_volume, np.ndim(log_volume))
    if (log_volume > 0).any():
        raise ValueError(f"log_volume must be at most 0, not {log_volume.max():g}")
    n, delta = whole("n", n, 1), positive("delta", delta)
    if delta >= 1:
        raise ValueError(f"delta must be in (0, 1), not {delta:g}")
    return -np.expm1((log_volume + np.log(delta)) / n)
