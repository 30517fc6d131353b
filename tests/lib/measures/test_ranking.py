"""`lib.measures.ranking`: against scipy, by counting pairs, and coverage."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from lib.measures import kendall_tau, regret, seedwise_tau
from lib.measures.ranking import bootstrap_tau

LISTS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        *[st.lists(st.integers(0, 5), min_size=n, max_size=n) for _ in range(2)]
    )
)


@settings(max_examples=100, deadline=None)
@given(LISTS)
def test_tau_agrees_with_scipy_ties_and_all(lists):
    measure, error = lists
    found = kendall_tau(measure, error)
    if len(set(measure)) == 1 or len(set(error)) == 1:
        assert found == 0
    else:
        assert found == pytest.approx(kendalltau(measure, error)[0])
    assert found == kendall_tau(error, measure)
    assert found == pytest.approx(-kendall_tau(np.negative(measure), error))
    assert found == kendall_tau(np.exp(measure), error)


def test_tau_counts_pairs():
    rng = np.random.default_rng(0)
    measure, error = rng.standard_normal((2, 9))
    right = sum(
        (measure[i] < measure[j]) == (error[i] < error[j])
        for i, j in itertools.combinations(range(9), 2)
    )
    assert kendall_tau(measure, error) == pytest.approx(2 * right / 36 - 1)


def test_a_resample_is_what_it_would_be_written_out():
    """Each τ of the bootstrap against scipy's, of lists with the networks repeated."""
    rng = np.random.default_rng(1)
    measure, error = rng.integers(0, 6, (2, 10))
    groups = np.repeat(["a", "b", "c", "d", "e"], 2)
    found = bootstrap_tau(measure, error, groups, draws=50, seed=3)
    times = np.random.default_rng(3).multinomial(5, np.full(5, 0.2), 50)
    for each, sample in zip(np.repeat(times, 2, axis=1), found.samples, strict=True):
        value = kendalltau(np.repeat(measure, each), np.repeat(error, each))[0]
        assert sample == pytest.approx(np.nan_to_num(value))
    assert found.tau == kendall_tau(measure, error)
    assert found.low <= found.high


def correlated(rng, n):
    """Gaussians of correlation ½, whose τ is 2 arcsin(½)/π = ⅓."""
    a, b = rng.standard_normal((2, n))
    return a, a / 2 + np.sqrt(0.75) * b


def test_intervals_cover_at_their_level():
    rng = np.random.default_rng(2)
    covered = np.zeros(2)
    for trial in range(100):
        a, b = correlated(rng, 60)
        seeds = np.repeat(range(6), 10)
        boot = bootstrap_tau(a, b, draws=200, level=0.9, seed=trial)
        each = seedwise_tau(a, b, seeds, level=0.9)
        covered += [boot.low <= 1 / 3 <= boot.high, each.low <= 1 / 3 <= each.high]
    # Five standard deviations of a share of 100.
    assert (np.abs(covered / 100 - 0.9) < 5 * 0.03).all()


def test_drawing_groups_sees_that_copies_are_no_news():
    rng = np.random.default_rng(4)
    a, b = correlated(rng, 40)
    once = bootstrap_tau(a, b, draws=2000)
    a, b, groups = (np.repeat(v, 4) for v in (a, b, np.arange(40)))
    fooled = bootstrap_tau(a, b, draws=2000)
    grouped = bootstrap_tau(a, b, groups, draws=2000)
    assert grouped.samples.std() == pytest.approx(once.samples.std(), rel=0.1)
    assert fooled.samples.std() < 0.7 * once.samples.std()


def test_seeds_are_kept_apart():
    """A training set that is harder for all takes nothing from the order within it."""
    rng = np.random.default_rng(5)
    measure = rng.permutation(24).astype(float)
    seeds = np.arange(24) % 4
    found = seedwise_tau(measure, measure - 100 * seeds, seeds)
    assert found.samples.tolist() == [1] * 4
    assert found.tau == found.low == found.high == 1
    assert kendall_tau(measure, measure - 100 * seeds) < 0.5


def test_regret():
    error = [0.3, 0.1, 0.2, 0.4]
    assert regret(error, error) == 0
    assert regret(np.negative(error), error) == pytest.approx(0.3)
    assert regret([1, 2, 1, 3], error) == pytest.approx(0.15)
    assert regret([7, 7, 7, 7], error) == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: kendall_tau([1, 2], [1]), "measure must have one value for each of 1"),
        (lambda: kendall_tau([1], [1]), "2 networks or more, not 1"),
        (lambda: kendall_tau([1, np.nan], [1, 2]), "measure must be finite"),
        (lambda: regret([1, 2, 3], [1, 2]), "measure must have one value"),
        (lambda: bootstrap_tau([1, 2], [1, 2], [0]), "groups must have one entry"),
        (lambda: bootstrap_tau([1, 2], [1, 2], [0, 0]), "groups must hold two"),
        (lambda: bootstrap_tau([1, 2], [1, 2], [[0, 1]]), "groups must be a list"),
        (lambda: bootstrap_tau([1, 2], [1, 2], level=1), "level must be in"),
        (lambda: bootstrap_tau([1, 2], [1, 2], draws=0), "draws must be a whole"),
        (lambda: seedwise_tau([1, 2], [1, 2], [0, 0]), "seeds must hold two"),
        (lambda: seedwise_tau([1, 2, 3], [1, 2, 3], [0, 0, 1]), "seeds must hold two"),
        (lambda: seedwise_tau([1, 2, 3], [1, 2, 3], [0, 0]), "one entry for each of 3"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
