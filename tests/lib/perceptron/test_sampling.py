"""Chains against the census, the balance of single moves, and limits."""

import itertools

import numpy as np
import pytest

from lib.perceptron import (
    at_temperature,
    census,
    metropolis,
    teacher_tasks,
    temperature_ladder,
)

EVERY = np.array(list(itertools.product((-1.0, 1.0), repeat=3)))


def task(n, size, seed=0, noise=0.2):
    return teacher_tasks(1, n, size, seed=seed, noise=noise)


def run(t, temperature, **options):
    given = dict(chains=400, keep=20, every=20, burn_in=200, seed=1) | options
    return metropolis(t.patterns[0], t.labels[0], temperature, **given)


def close(values, exact, sigmas=4.5):
    """Of chains, whose means are independent."""
    means = values.mean(1)
    error = means.std(0) / np.sqrt(len(means))
    assert (np.abs(means.mean(0) - exact) <= sigmas * error + 1e-12).all()


@pytest.mark.parametrize("temperature", [0.4, 1.0, np.inf])
def test_chains_agree_with_the_census(temperature):
    t = task(9, 9)
    found = run(t, temperature)
    counts = census(*t).counts[0]
    exact = at_temperature(counts, temperature)
    close(found.errors, exact.train_errors)
    price = np.exp(-np.arange(10) / temperature)[:, None] * counts
    distances = (found.weights != t.teachers[0]).sum(2)
    share = price.sum(0) / price.sum()
    often = np.flatnonzero(share > 0.01)
    assert len(often) > 4
    close(distances[..., None] == often, share[often])
    margins = found.weights @ (t.labels[0][:, None] * t.patterns[0]).T
    np.testing.assert_array_equal(found.errors, (margins <= 0).sum(2))


def test_chains_at_a_temperature_each():
    t = task(8, 7)
    hot = np.repeat([0.3, 1.0, 5.0], 200)
    found = run(t, hot, chains=600)
    exact = at_temperature(census(*t).counts[0], [0.3, 1.0, 5.0]).train_errors
    for group, mean in zip(np.split(found.errors, 3), exact, strict=True):
        close(group, mean)


def test_single_moves_are_in_detailed_balance():
    """P = 3: the flow from each vector to each other is the flow back."""
    t, temperature, each = task(4, 3, seed=2), 0.8, 20_000
    start = np.repeat(EVERY, each, axis=0)
    found = run(
        t, temperature, chains=8 * each, keep=1, every=1, burn_in=0, start=start
    )
    code = ((found.weights[:, 0] + 1) / 2) @ [4, 2, 1]
    move = np.stack(
        [np.bincount(c, minlength=8) for c in code.astype(int).reshape(8, each)]
    )
    k = ((EVERY @ t.patterns[0].T) * t.labels[0] <= 0).sum(1)
    assert len(set(k)) > 1
    chance = np.exp(-k / temperature)
    flow = chance[:, None] * move / each
    noise = chance[:, None] * np.sqrt(move + 1) / each
    assert (np.abs(flow - flow.T) < 4.5 * np.hypot(noise, noise.T)).all()
    far = (EVERY[:, None] != EVERY).sum(2)
    assert (move[far > 1] == 0).all() and (move[far == 1] > 0).all()
    # A quarter of the proposals is to stay.
    stay = move[np.arange(8), np.arange(8)] / each
    assert stay.min() > 0.25 - 4.5 * np.sqrt(0.1875 / each)


def test_at_zero_temperature_errors_never_rise_and_the_teacher_stays():
    t = task(20, 21, noise=0.0)
    found = run(t, 0.0, chains=50, keep=100, every=1, burn_in=0)
    assert (np.diff(found.errors, axis=1) <= 0).all()
    assert found.errors[:, -1].mean() < 0.5 * found.errors[:, 0].mean()
    there = run(t, 0.0, chains=5, keep=3, start=t.teachers[0])
    assert (there.errors == 0).all()


def test_at_infinite_temperature_any_start_is_forgotten():
    """The parity of the signs too, which flips alone would keep."""
    t = task(5, 3)
    found = run(t, np.inf, chains=4000, keep=1, every=1, burn_in=40, start=EVERY[0])
    code = (((found.weights[:, 0] + 1) / 2) @ [4, 2, 1]).astype(int)
    share = np.bincount(code, minlength=8) / 4000
    assert np.abs(share - 1 / 8).max() < 4.5 * np.sqrt(0.11 / 4000)


@pytest.mark.parametrize("prior", ["signs", "gaussian"])
def test_gauge_takes_each_chain_along(prior):
    """Signs of the inputs turned with those of the start turn the weights."""
    t, g = task(6, 9), np.array([1, -1, 1, 1, -1, -1, 1, -1, 1.0])
    start = np.ones((3, 9))
    options = dict(chains=3, keep=15, every=3, burn_in=5, seed=4, prior=prior)
    if prior == "gaussian":
        # The noise of a move is not turned, so that an order of examples has to do.
        a = metropolis(t.patterns[0], t.labels[0], 0.5, **options)
        b = metropolis(t.patterns[0][::-1], t.labels[0][::-1], 0.5, **options)
        np.testing.assert_allclose(a.weights, b.weights)
        return
    a = metropolis(t.patterns[0], t.labels[0], 0.5, start=start, **options)
    b = metropolis(t.patterns[0] * g, t.labels[0], 0.5, start=start * g, **options)
    np.testing.assert_array_equal(a.weights * g, b.weights)
    np.testing.assert_array_equal(a.errors, b.errors)


def test_gaussian_weights_without_a_price_are_gaussian():
    t = task(4, 3)
    found = run(t, np.inf, prior="gaussian", every=10, stride=0.5)
    close(found.weights, 0)
    close(found.weights**2, 1)
    close(found.weights**4, 3)
    close(found.errors, 2)


def test_the_volume_of_gaussian_weights_is_an_angle():
    """Two half-planes whose normals are θ apart share (π - θ)/2π of all directions."""
    theta, ladder = 2.2, temperature_ladder(6)
    x = np.array([[1.0, 0.0], [np.cos(theta), np.sin(theta)]])
    found = metropolis(
        x,
        [1, 1],
        np.tile(ladder.temperatures, 100),
        chains=600,
        keep=150,
        every=2,
        burn_in=30,
        seed=0,
        prior="gaussian",
        stride=0.8,
    )
    volumes = found.errors.mean(1).reshape(100, 6) @ ladder.widths
    error = volumes.std() / 10
    exact = -np.log((np.pi - theta) / (2 * np.pi))
    assert abs(volumes.mean() - exact) < 4.5 * error < 0.15 * exact


X, Y = np.ones((2, 3)), np.ones(2)
OPTIONS = dict(chains=2, keep=1, every=1, burn_in=0, seed=0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (dict(temperature=-1.0), "temperature must be at least 0"),
        (
            dict(temperature=[1.0, 1.0, 1.0]),
            "temperature must be one number or \\[2\\]",
        ),
        (dict(patterns=[1.0]), "patterns"),
        (dict(labels=[1.0]), "labels must have one label"),
        (dict(chains=0), "chains"),
        (dict(keep=0), "keep"),
        (dict(every=0), "every"),
        (dict(burn_in=-1), "burn_in"),
        (dict(seed=-1), "seed"),
        (dict(prior="flat"), "prior must be one of signs, gaussian"),
        (dict(stride=0.0), "stride must be in"),
        (dict(start=[1.0, 1.0]), "start must be of shape"),
        (dict(start=[1.0, 0.5, 1.0]), "start must hold only"),
    ],
)
def test_bad_input_is_refused(options, words):
    given = dict(patterns=X, labels=Y, temperature=1.0) | OPTIONS | options
    with pytest.raises(ValueError, match=words):
        metropolis(**given)
