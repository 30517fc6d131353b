from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from torch import nn

from lib.ensemble.draws import (
    SAMPLINGS,
    images,
    initial_weights,
    minibatches,
    weights_seed,
)

SEEDS = st.integers(0, 2**64 - 1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=80),
    SEEDS,
)
def test_the_first_images_are_balanced_until_a_class_runs_out(labels, seed):
    labels = np.array(labels)
    dealt = images(labels, seed)
    assert sorted(dealt) == list(range(len(labels)))
    fewest = min(np.unique(labels, return_counts=True)[1])
    for n in range(1, len(labels) + 1):
        counts = [(labels[dealt[:n]] == label).sum() for label in np.unique(labels)]
        if max(counts) > fewest:
            break
        assert max(counts) - min(counts) <= 1


def test_the_order_of_the_images_is_uniform():
    labels = np.arange(24) % 2
    first = np.array([images(labels, seed)[:4] for seed in range(4000)])
    # In each place every image is as likely.
    for place in range(4):
        counts = np.bincount(first[:, place], minlength=24)
        assert stats.chisquare(counts).pvalue > 1e-4


@settings(max_examples=60, deadline=None)
@given(st.data(), SEEDS, st.sampled_from(SAMPLINGS), st.integers(1, 40))
def test_batches_do_not_depend_on_how_they_are_drawn(data, seed, sampling, n):
    size = data.draw(st.integers(1, n))
    cuts = sorted({0, 23, *data.draw(st.lists(st.integers(0, 23), max_size=4))})
    whole = minibatches([seed], n, size, sampling, 0, 23)[0]
    assert whole.shape == (23, size)
    assert whole.min() >= 0
    assert whole.max() < n
    parts = [minibatches([seed], n, size, sampling, a, b)[0] for a, b in pairwise(cuts)]
    assert np.array_equal(np.concatenate(parts), whole)
    others = [seed // 2, seed, seed // 3]
    assert np.array_equal(minibatches(others, n, size, sampling, 0, 23)[1], whole)


@pytest.mark.parametrize("n, size", [(10, 3), (50, 50), (7, 1), (40, 39)])
def test_without_replacement_has_no_repeats(n, size):
    batches = minibatches([5], n, size, "without", 0, 200)[0]
    assert all(len(set(batch)) == size for batch in batches)


def test_without_replacement_makes_every_subset_as_often():
    batches = minibatches(range(4), 5, 2, "without", 0, 5000).reshape(-1, 2)
    # 20 ordered pairs of different numbers.
    counts = np.unique(batches[:, 0] * 5 + batches[:, 1], return_counts=True)[1]
    assert len(counts) == 20
    assert stats.chisquare(counts).pvalue > 1e-4


def test_a_large_table_of_subsets_is_cut_without_trace(monkeypatch):
    whole = minibatches([3], 6, 4, "without", 0, 200)[0]
    # Room for two rows of six.
    monkeypatch.setattr("lib.ensemble.draws._TABLE", 13)
    assert np.array_equal(minibatches([3], 6, 4, "without", 0, 200)[0], whole)
    monkeypatch.setattr("lib.ensemble.draws._TABLE", 1)
    assert np.array_equal(minibatches([3], 6, 4, "without", 0, 200)[0], whole)


@pytest.mark.parametrize("n, size", [(12, 3), (12, 12), (13, 4), (7, 5)])
def test_an_epoch_is_a_permutation(n, size):
    per_epoch = n // size
    batches = minibatches([1], n, size, "reshuffle", 0, 40 * per_epoch)[0]
    epochs = batches.reshape(40, -1)
    assert all(len(set(epoch)) == per_epoch * size for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) > 30


def test_epochs_have_nothing_in_common():
    ranks = np.argsort(minibatches([2], 3000, 3000, "reshuffle", 0, 3)[0])
    for a, b in ((0, 1), (0, 2), (1, 2)):
        for lag in range(-3, 4):
            moved = np.roll(ranks[b], lag)
            assert abs(np.corrcoef(ranks[a], moved)[0, 1]) < 0.1


def test_what_an_epoch_leaves_out_is_left_to_chance():
    epochs = minibatches(range(20), 7, 5, "reshuffle", 0, 200).reshape(-1, 5)
    assert stats.chisquare(np.bincount(epochs.ravel())).pvalue > 1e-4


def test_with_replacement_draws_are_independent_and_uniform():
    batches = minibatches(range(50), 6, 4, "replace", 0, 500).reshape(-1, 4)
    assert stats.chisquare(np.bincount(batches.ravel())).pvalue > 1e-4
    for a, b in ((0, 1), (1, 2), (0, 3)):
        pairs = np.bincount(batches[:, a] * 6 + batches[:, b], minlength=36)
        assert stats.chisquare(pairs).pvalue > 1e-4
    # And of one step from the next.
    pairs = np.bincount(batches[:-1, 0] * 6 + batches[1:, 0], minlength=36)
    assert stats.chisquare(pairs).pvalue > 1e-4


def test_streams_of_a_seed_and_of_seeds_differ():
    draws = [minibatches([s], 1000, 50, "replace", 0, 1).ravel() for s in (0, 1, 2**63)]
    orders = [images(np.zeros(1000), s)[:50] for s in (0, 1)]
    epochs = [minibatches([s], 1000, 50, "reshuffle", 0, 1).ravel() for s in (0, 1)]
    every = [*draws, *orders, *epochs]
    assert len({tuple(draw) for draw in every}) == len(every)


@pytest.mark.parametrize(
    "sizes", [(5, 3), (32, 64, 10), (7, 1, 9, 2), (100, 30, 30, 4)]
)
def test_first_weights_are_those_of_pytorch(sizes):
    torch.manual_seed(weights_seed(11))
    layers = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    for (weight, bias), layer in zip(initial_weights(sizes, 11), layers, strict=True):
        assert torch.equal(weight, layer.weight)
        assert torch.equal(bias, layer.bias)


def test_first_weights_leave_the_generator_and_the_default_type_alone():
    before = torch.get_rng_state()
    torch.set_default_dtype(torch.float64)
    try:
        assert initial_weights((3, 2), 0)[0][0].dtype == torch.float32
    finally:
        torch.set_default_dtype(torch.float32)
    assert torch.equal(torch.get_rng_state(), before)
