"""One block of runs, trained side by side from their first weights to their last.

A block's runs have the batch size and the momentum in common, and whether there is
weight decay; all else may differ (with `model`, the training set size may not). What a
run gives depends on its own settings alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from lib.ensemble.draws import images, minibatches
from lib.ensemble.products import multiplying, precision
from lib.ensemble.settings import Data, Plan, Run
from lib.ensemble.stacks import SEATS, Stack, is_seated, seat, stack_of
from lib.ensemble.threads import one_thread

# Images that one network sees between two looks at whether it still is finite, and the
# fewest steps: each look costs a copy of the weights.
_WINDOW, _STEPS = 4096, 32
# Images scored at a time: fixed, so that sums are formed alike in any block.
_SCORED = 256


def train_block(
    runs: Sequence[Run], plan: Plan, data: Data
) -> tuple[np.ndarray, np.ndarray]:
    """Train `runs`, which `lib.ensemble.schedule.blocks` has put together.

    Returns
    -------
    scores
        float64 `[4, run, eval]`: training and test accuracy, training and test loss.
    diverged_at
        int64 `[run]`: the first step, counted from 1, of which the loss or after which
        a weight was not finite; -1 if there was none.
    """
    seats = {seat(run): run for run in runs} if is_seated(plan) else {}
    if seats:
        everyone = [seats.get(i, runs[0]) for i in range(SEATS)]
        places = [seat(run) for run in runs]
    else:
        # A product of one item is computed by other kernels: see `lib.ensemble.mlp`.
        everyone = [*runs, runs[0]] if len(runs) == 1 else runs
        places = list(range(len(runs)))
    with one_thread(), torch.no_grad():
        block = _Block(everyone, plan, data)
        scores = block.train()[:, places]
    diverged_at = block.diverged_at[places]
    lost = (diverged_at >= 0)[:, None] & (
        np.array(plan.eval_at) >= diverged_at[:, None]
    )
    for accuracy, loss in ((scores[0], scores[2]), (scores[1], scores[3])):
        chance = lost | ~np.isfinite(loss)
        accuracy[chance] = 1 / data.n_classes
        loss[chance] = math.log(data.n_classes)
    return scores, diverged_at


class _Images(NamedTuple):
    """Images as a stack takes them, and their classes."""

    x: Tensor
    y: Tensor


class _Block:
    """The stack of a block's networks, and what they are trained and tested on."""

    def __init__(self, runs: Sequence[Run], plan: Plan, data: Data) -> None:
        self.runs, self.plan = runs, plan
        self.stack = stack_of(runs, plan, data.x_train.shape[1], data.n_classes)
        x_train, y_train, x_test, y_test = (
            torch.from_numpy(array).to(plan.device) for array in data[:4]
        )
        self.training = _Images(self.stack.prepare(x_train), y_train)
        self.testing = _Images(self.stack.prepare(x_test), y_test)
        deals = {seed: images(data.y_train, seed) for seed in {r.seed for r in runs}}
        self.subsets = [deals[run.seed][: run.n_train] for run in runs]
        self.diverged_at = np.full(len(runs), -1)
        self.sizes = (data.x_train.shape[1], *plan.hidden, data.n_classes)

    def train(self) -> np.ndarray:
        """Scores `[4, run, eval]`, before what diverged is set to chance."""
        scores = np.empty((4, len(self.runs), len(self.plan.eval_at)))
        done = 0
        for column, at in enumerate(self.plan.eval_at):
            self._train_until(done, at)
            scores[:, :, column] = self._score()
            done = at
        self._train_until(done, self.plan.steps)
        return scores

    def _train_until(self, first: int, stop: int) -> None:
        size = self.runs[0].batch_size
        how = precision(self.plan, self.sizes, size)
        length = max(_STEPS, _WINDOW // size)
        for begin in range(first, stop, length):
            with multiplying(how):
                self._window(begin, min(stop, begin + length))

    def _window(self, first: int, stop: int) -> None:
        """Take steps `first` to `stop - 1`; switch off the runs that diverge.

        To look at all weights after every step would cost as much as the step. A weight
        that is not finite stays so: it is enough to look at the end, and to find the
        step by repeating the run, alone, from where it was at the beginning.
        """
        stack = self.stack
        before = stack.take(torch.arange(len(self.runs), device=stack.alarm.device))
        rows = self._rows(first, stop)
        stack.alarm.zero_()
        for _ in self._steps(stack, rows):
            pass
        finite = torch.ones(len(rows[0]), dtype=torch.bool, device=stack.alarm.device)
        for tensor in (stack.alarm, *stack.weights):
            finite &= torch.isfinite(tensor.reshape(len(finite), -1).sum(1))
        suspect = ~finite.cpu().numpy() & (self.diverged_at < 0)
        for run in np.flatnonzero(suspect):
            bad = self._first_bad_step(run, before, rows)
            if bad is not None:
                self.diverged_at[run] = first + bad + 1
        lost = np.flatnonzero(self.diverged_at >= 0)
        if len(lost):
            stack.stop(lost)

    def _rows(self, first: int, stop: int) -> np.ndarray:
        """Rows of the training images for each step: int64 `[step, run, B]`."""
        size = self.runs[0].batch_size
        out = np.empty((stop - first, len(self.runs), size), dtype=np.int64)
        for n_train, members in _by_size(self.subsets).items():
            seeds = sorted({self.runs[i].seed for i in members})
            drawn = minibatches(seeds, n_train, size, self.plan.sampling, first, stop)
            batches = dict(zip(seeds, drawn, strict=True))
            for i in members:
                out[:, i] = self.subsets[i][batches[self.runs[i].seed]]
        return out

    def _steps(self, stack: Stack, rows: np.ndarray) -> Iterator[Tensor]:
        """Train `stack` on these rows, giving the labels `[run, B]` after each step."""
        x, y = self.training
        index = torch.from_numpy(rows).to(x.device)
        labels = y[index]
        batch = x.new_empty(*rows.shape[1:], x.shape[1])
        flat = batch.view(-1, x.shape[1])
        for step, which in enumerate(index.reshape(len(rows), -1)):
            torch.index_select(x, 0, which, out=flat)
            stack.step(batch, labels[step])
            yield labels[step]

    def _first_bad_step(self, run: int, before: Stack, rows: np.ndarray) -> int | None:
        """Which of these steps gives the run a loss or weight that is not finite."""
        alone = [run, run]
        if is_seated(self.plan):
            alone = list(range(len(self.runs)))
        again = before.take(torch.tensor(alone, device=before.alarm.device))
        place = alone.index(run)
        for step, y in enumerate(self._steps(again, rows[:, alone])):
            for tensor in (again.losses(y), *again.weights):
                if not torch.isfinite(tensor[place]).all():
                    return step
        return None

    def _score(self) -> np.ndarray:
        """float64 `[4, run]`: training and test accuracy, training and test loss."""
        out = np.empty((4, len(self.runs)))
        out[1::2] = self._mean_scores(self.stack, self.testing)
        for members in _by_size(self.subsets).values():
            pair = members * 2 if len(members) == 1 else members
            part = self.stack
            if len(members) < len(self.runs):
                part = part.take(torch.tensor(pair, device=self.training.y.device))
            rows = torch.from_numpy(np.stack([self.subsets[i] for i in pair]))
            out[::2, pair] = self._mean_scores(part, self.training, rows)
        return out

    def _mean_scores(
        self, stack: Stack, given: _Images, rows: Tensor | None = None
    ) -> np.ndarray:
        """Accuracy and mean cross entropy, nats, of each network: float64 `[2, run]`.

        On its own `rows` `[run, n]` of the images, or on all of them.
        """
        n_runs, n = len(stack.lr), len(given.y) if rows is None else rows.shape[1]
        right = torch.zeros(n_runs, dtype=torch.float64, device=given.y.device)
        total = torch.zeros_like(right)
        for first in range(0, n, _SCORED):
            part = slice(first, first + _SCORED)
            if rows is None:
                x, y = (t[part].expand(n_runs, *t[part].shape) for t in given)
            else:
                index = rows[:, part].to(given.y.device)
                x, y = given.x[index], given.y[index]
            with multiplying(precision(self.plan, self.sizes, y.shape[1])):
                logits = stack.predict(x)
            # Several times faster here than argmax, and the same.
            right += (logits.max(1).indices == y).sum(1)
            logs = torch.log_softmax(logits, 1).gather(1, y.unsqueeze(1))
            total -= logs.squeeze(1).double().sum(1)
        return torch.stack((right / n, total / n)).cpu().numpy()


def _by_size(subsets: list[np.ndarray]) -> dict[int, list[int]]:
    """Places of the subsets of each size."""
    sizes: dict[int, list[int]] = {}
    for i, subset in enumerate(subsets):
        sizes.setdefault(len(subset), []).append(i)
    return sizes
