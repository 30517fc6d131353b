"""What chance decides in a training run: its images, its batches, its first weights.

All of it comes from Philox, a counter-based generator (Salmon et al. 2011, "Parallel
random numbers: as easy as 1, 2, 3"), keyed by the run's seed and by what the numbers
are for. Any stretch of a stream can be drawn without drawing what comes before it, so
nothing here depends on which other runs are trained, nor on how steps are grouped.

Learning rate, momentum and weight decay are no part of any key. Runs that share a seed
share their first weights and their images, at every batch size too (and at every
training set size, the smaller set inside the larger): common random numbers, with
which differences between settings are measured far better than the settings are.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch

SAMPLINGS = ("replace", "without", "reshuffle")


# Which of a seed's streams the numbers come from.
_IMAGES, _BATCHES, _EPOCHS, _WEIGHTS = range(4)
# Words of 64 bits that one step of Philox's counter makes.
_WORDS = 4
# Numbers that the work table of _fresh_subsets may hold: 8 MB.
_TABLE = 2**20


def images(labels: np.ndarray, seed: int) -> np.ndarray:
    """All rows of `labels` `[n]`, dealt by `seed`: the first N are a training set.

    Dealt like cards, one of each class per round and in random order within it. So the
    class counts of the first N differ by at most one (until a class runs out), and a
    smaller training set is part of a larger one.
    """
    n = len(labels)
    turn = np.empty(n, dtype=np.int64)
    shuffled = _permutation(seed, _IMAGES, 0, n)
    for label in np.unique(labels):
        members = shuffled[labels[shuffled] == label]
        turn[members] = np.arange(len(members))
    place = np.empty(n, dtype=np.int64)
    place[_permutation(seed, _IMAGES, 1, n)] = np.arange(n)
    return np.lexsort((place, turn))


def minibatches(
    seeds: Sequence[int],
    n_train: int,
    batch_size: int,
    sampling: str,
    start: int,
    stop: int,
) -> np.ndarray:
    """Which training images the steps `start` to `stop - 1` see, for each seed.

    Parameters
    ----------
    seeds, n_train, batch_size
        The batches of a seed are those of its run with this N and B <= N.
    sampling
        "replace": B independent draws from all N. "without": a fresh subset of size B
        each step. "reshuffle": epochs; each goes through a new permutation of the N,
        B at a time, and ends where fewer than B are left over, which that epoch does
        not see (`drop_last=True` of PyTorch's DataLoader).
    start, stop
        Steps are counted from 0.

    Returns
    -------
    int64 `[len(seeds), stop - start, batch_size]`, each in [0, N).
    """
    shape = (len(seeds), stop - start, batch_size)
    if sampling == "reshuffle":
        per_epoch = n_train // batch_size
        first, last = start // per_epoch, (stop - 1) // per_epoch
        out = np.empty((len(seeds), (last + 1 - first) * per_epoch, batch_size), int)
        for row, seed in zip(out, seeds, strict=True):
            epochs = row.reshape(last + 1 - first, per_epoch * batch_size)
            for epoch in range(first, last + 1):
                order = _epoch(seed, n_train, epoch)
                epochs[epoch - first] = order[: per_epoch * batch_size]
        return out[:, start - first * per_epoch : stop - first * per_epoch]
    if sampling == "without" and batch_size == n_train:
        return np.broadcast_to(np.arange(n_train), shape).copy()
    words = np.stack(
        [
            _words32(seed, _BATCHES, start * batch_size, shape[1] * batch_size)
            for seed in seeds
        ]
    )
    if sampling == "replace":
        return _below(words, n_train).reshape(shape)
    return _fresh_subsets(words.reshape(-1, batch_size), n_train).reshape(shape)


def weights_seed(seed: int) -> int:
    """Seed of PyTorch's own generator, which draws a run's first weights."""
    return int(_words64(seed, _WEIGHTS, 0, 1)[0])


def initial_weights(
    sizes: Sequence[int], seed: int
) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """First weights of the network with layers of these `sizes`, input to output.

    PyTorch's default for `nn.Linear`: uniform within 1/sqrt(fan-in), and drawn as an
    `nn.Sequential` of such layers would be after
    `torch.manual_seed(weights_seed(seed))`, bit for bit.

    Returns
    -------
    For each layer its weight `[out, in]` and bias `[out]`, float32.
    """
    generator = torch.Generator().manual_seed(weights_seed(seed))
    layers = []
    for fan_in, out in itertools.pairwise(sizes):
        bound = 1 / math.sqrt(fan_in)
        weight = torch.empty(out, fan_in, dtype=torch.float32)
        bias = torch.empty(out, dtype=torch.float32)
        # The same number as `bound`, rounded as torch.nn.init rounds it.
        kaiming = math.sqrt(3) * (math.sqrt(2 / (1 + math.sqrt(5) ** 2)) * bound)
        weight.uniform_(-kaiming, kaiming, generator=generator)
        bias.uniform_(-bound, bound, generator=generator)
        layers.append((weight, bias))
    return layers


def _words64(seed: int, stream: int, start: int, count: int) -> np.ndarray:
    """Words `start` to `start + count - 1` of a stream, uint64 `[count]`."""
    skip = start % _WORDS
    key = np.array([seed, stream], dtype=np.uint64)
    philox = np.random.Philox(counter=start // _WORDS, key=key)
    return philox.random_raw(skip + count)[skip:]


def _words32(seed: int, stream: int, start: int, count: int) -> np.ndarray:
    """The same stream in halves: uint32 `[count]`, from half `start` on."""
    halves = _words64(seed, stream, start // 2, (start % 2 + count + 1) // 2)
    return halves.astype("<u8", copy=False).view("<u4")[start % 2 :][:count]


def _below(words: np.ndarray, n: int | np.ndarray) -> np.ndarray:
    """Uniform in [0, n): int64, off by less than n / 2^32 in probability."""
    scaled = words.astype(np.uint64) * np.asarray(n, dtype=np.uint64)
    return (scaled >> np.uint64(32)).astype(np.int64)


def _permutation(seed: int, stream: int, number: int, n: int) -> np.ndarray:
    """A permutation of 0..n-1, the `number`-th of its stream."""
    # The low bits of each random word carry the index: no two words are equal, and
    # sorting the words themselves is several times faster than sorting indices by them.
    low = np.uint64((1 << (n - 1).bit_length()) - 1)
    words = _words64(seed, stream, number * n, n) & ~low | np.arange(n, dtype=np.uint64)
    words.sort()
    return (words & low).astype(np.int64)


@lru_cache(maxsize=128)
def _epoch(seed: int, n: int, epoch: int) -> np.ndarray:
    """Order of the images in an epoch; kept, since a window may end inside it."""
    return _permutation(seed, _EPOCHS, epoch, n).astype(np.int32)


def _fresh_subsets(words: np.ndarray, n: int) -> np.ndarray:
    """A subset of 0..n-1 from each row of `words` `[rows, B]`: int64 `[rows, B]`.

    The first B swaps of the Fisher-Yates shuffle, on many rows at once.
    """
    rows, size = words.shape
    places = np.arange(size)
    picks = _below(words, n - places) + places
    out = np.empty((rows, size), dtype=np.int64)
    slab = max(1, min(rows, _TABLE // n))
    table = np.tile(np.arange(n), (slab, 1))
    for first in range(0, rows, slab):
        pick = picks[first : first + slab]
        at = np.arange(len(pick))
        for place in places:
            chosen = table[at, pick[:, place]]
            table[at, pick[:, place]] = table[at, place]
            out[first : first + slab, place] = chosen
        # Only these were changed: undoing that costs B a row, a new table would cost n.
        table[at[:, None], pick] = pick
    return out
