"""`lib.data.labels`: what each way of spoiling keeps and destroys."""

from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.data.digits import mnist
from lib.data.labels import corrupt_labels, permute_labels, poison, signs

SEED = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def split():
    return mnist(500, 500, seed=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.floats(0, 1), SEED)
def test_corruption_keeps_the_counts_and_spares_the_rest(n, fraction, seed):
    """With labels all different, a label that moved shows."""
    y = torch.arange(n)
    spoiled = corrupt_labels(y, fraction, seed)
    assert torch.equal(spoiled.sort().values, y)
    assert (spoiled != y).sum() <= round(fraction * n)
    assert torch.equal(y, torch.arange(n)), "the labels given must stay as they are"


def test_all_chosen_labels_are_permuted():
    """A random permutation of m has one fixed point on average, whatever m is."""
    y = torch.arange(400)
    fixed = [200 - int((corrupt_labels(y, 0.5, s) != y).sum()) for s in range(300)]
    assert np.mean(fixed) == pytest.approx(1, abs=0.3)


def test_a_share_of_one_in_k_stays_right(split):
    spoiled = [corrupt_labels(split.y_train, 1.0, seed) for seed in range(40)]
    right = [(s == split.y_train).double().mean().item() for s in spoiled]
    assert np.mean(right) == pytest.approx(0.1, abs=0.012)


def test_no_corruption_is_none_and_more_includes_less():
    y = torch.arange(200)
    assert torch.equal(corrupt_labels(y, 0, 5), y)
    less, more = (corrupt_labels(y, f, 5) != y for f in (0.2, 0.6))
    assert (less & ~more).sum() <= 3, "all but a few fixed points"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d, s: corrupt_labels(d.y_train, 0.5, s),
    ],
)
def test_the_seed_decides_and_pytorch_s_generator_is_left_alone(split, spoil):
    torch.manual_seed(0)
    state = torch.get_rng_state()
    a, b, c = (spoil(split, seed) for seed in (1, 1, 2))
    assert torch.equal(a, b) and not torch.equal(a, c)
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: corrupt_labels([1, 2], 0.5, 0), "y must be a tensor"),
        (lambda: corrupt_labels(torch.zeros(2, 2), 0.5, 0), "y must be a tensor"),
        (lambda: corrupt_labels(torch.zeros(2), 1.5, 0), r"fraction must be in \[0, 1"),
        (lambda: corrupt_labels(torch.zeros(2), -0.1, 0), "fraction must be"),
        (lambda: corrupt_labels(torch.zeros(2), float("nan"), 0), "fraction must be"),
        (lambda: corrupt_labels(torch.zeros(2), 0.5, -1), "seed must be"),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_poison_leaves_the_first_alone_and_makes_every_other_wrong():
    y = torch.randint(10, (50,), generator=torch.Generator().manual_seed(0))
    spoiled = poison(y, 20)
    assert torch.equal(spoiled[:20], y[:20])
    assert torch.equal((spoiled[20:] - y[20:]) % 10, torch.ones(30, dtype=torch.int64))
    assert set(spoiled.tolist()) <= set(range(10))
    assert torch.equal(poison(y, 50), y)


@pytest.mark.parametrize(
    ("y", "keep", "name"),
    [
        (torch.zeros(3), 1, "y"),
        (torch.tensor([0, 10]), 1, "y"),
        (torch.tensor([0, -1]), 1, "y"),
        (torch.tensor([0, 1]), 3, "keep"),
        (torch.tensor([0, 1]), -1, "keep"),
    ],
)
def test_poison_refuses(y, keep, name):
    with pytest.raises(ValueError, match=name):
        poison(y, keep)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1), st.integers(0, 2**32))
def test_permuted_labels_keep_their_counts_and_type(labels, seed):
    y = torch.tensor(labels)
    permuted = permute_labels(y, seed)
    assert Counter(permuted.tolist()) == Counter(labels)
    assert permuted.dtype == y.dtype
    assert y.tolist() == labels
    assert torch.equal(permuted, permute_labels(y, seed))


def test_permuted_labels_are_right_as_often_as_chance():
    y = mnist(4000).y_train
    first, second = permute_labels(y, 0), permute_labels(y, 1)
    for a, b in ((y, first), (y, second), (first, second)):
        # A tenth, give or take 0.005.
        assert 0.07 < (a == b).double().mean() < 0.13


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1), st.integers(0, 9))
def test_signs_mark_one_label(labels, positive):
    y = torch.tensor(labels)
    if len({label == positive for label in labels}) == 1:
        with pytest.raises(ValueError, match=f"^positive must .* not {positive}$"):
            signs(y, positive)
    else:
        marked = signs(y, positive)
        assert marked.dtype == torch.float64
        assert marked.tolist() == [1 if label == positive else -1 for label in labels]


@pytest.mark.parametrize(
    "y", [[0, 1], np.array([0, 1]), torch.zeros(2, 2), torch.zeros(0), torch.tensor(3)]
)
def test_labels_must_be_a_tensor_of_one_dimension(y):
    for use in (permute_labels, signs):
        with pytest.raises(ValueError, match=r"^y must be a tensor of shape \[n\]"):
            use(y, 1)


@pytest.mark.parametrize("bad", [-1, 0.5, "0", None])
def test_a_bad_seed_or_label_is_refused(bad):
    with pytest.raises(ValueError, match="seed must be a whole number"):
        permute_labels(torch.arange(3), bad)
    with pytest.raises(ValueError, match="positive must be a whole number"):
        signs(torch.arange(3), bad)
