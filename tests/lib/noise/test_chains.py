"""Many chains of SGD, against torch.optim.SGD and the exact covariance."""

from itertools import islice

import numpy as np
import pytest
import torch

from lib.noise import chains as module
from lib.noise.chains import simulate_chains
from lib.noise.stationary import largest_stable_lr, stationary_covariance


def problem(seed=0, n=24, d=3):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) * np.linspace(0.8, 1.3, d)
    return x, x @ rng.normal(size=d) + rng.normal(size=n)


def in_standard_errors(found, covariance):
    return np.abs((found.covariance - covariance) / found.standard_error).max()


def burn_in(x, lr, m):
    slowest = np.linalg.eigvalsh(x.T @ x / len(x))[0]
    return int(6 * (1 - m) / (lr * slowest) + 6 / (1 - m))


# --- Against theory -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lr", "batch_size", "momentum", "sampling"),
    [
        (0.02, 4, 0.0, "replace"),
        (0.3, 4, 0.0, "replace"),
        (0.15, 1, 0.0, "replace"),
        (0.1, 2, 0.8, "replace"),
        (0.3, 24, 0.5, "replace"),
        (0.3, 4, 0.0, "without"),
        (0.1, 12, 0.9, "without"),
        (0.5, 23, 0.3, "without"),
    ],
)
def test_simulation_and_exact_covariance_agree(lr, batch_size, momentum, sampling):
    x, y = problem()
    args = {"momentum": momentum, "sampling": sampling}
    # Nearer the limit the fourth moment is infinite, and a standard error none.
    assert lr < 0.6 * largest_stable_lr(x, batch_size, **args)
    found = simulate_chains(
        x,
        y,
        lr,
        batch_size,
        chains=4000,
        steps=40,
        burn_in=burn_in(x, lr, momentum),
        seed=1,
        **args,
    )
    exact = stationary_covariance(x, y, lr, batch_size, **args)
    assert in_standard_errors(found, exact) < 5
    assert np.trace(found.covariance) == pytest.approx(np.trace(exact), rel=0.05)


def test_the_simulation_tells_exact_from_ou_and_discrete():
    x, y = problem()
    found = simulate_chains(
        x, y, 0.3, 4, chains=4000, steps=40, burn_in=burn_in(x, 0.3, 0), seed=2
    )
    for kind in ("ou", "discrete"):
        other = stationary_covariance(x, y, 0.3, 4, kind=kind)
        assert in_standard_errors(found, other) > 10


def test_epochs_of_reshuffled_batches_obey_neither_law():
    x, y = problem()
    found = simulate_chains(
        x,
        y,
        0.02,
        4,
        chains=500,
        steps=60,
        burn_in=burn_in(x, 0.02, 0),
        seed=3,
        sampling="reshuffle",
    )
    predicted = stationary_covariance(x, y, 0.02, 4, sampling="without")
    assert np.trace(found.covariance) < 0.2 * np.trace(predicted)


def test_the_standard_error_is_that_of_many_repetitions():
    x, y = problem()
    runs = [
        simulate_chains(x, y, 0.1, 4, chains=50, steps=20, burn_in=60, seed=seed)
        for seed in range(60)
    ]
    spread = np.std([run.covariance for run in runs], axis=0, ddof=1)
    stated = np.mean([run.standard_error for run in runs], axis=0)
    np.testing.assert_allclose(stated, spread, rtol=0.4)
    assert np.mean(stated / spread) == pytest.approx(1, abs=0.15)


# --- Against torch.optim.SGD ----------------------------------------------------------


@pytest.mark.parametrize("m", [0.0, 0.9])
@pytest.mark.parametrize("sampling", ["without", "reshuffle"])
def test_with_full_batches_it_is_torch_optim_sgd(m, sampling):
    x, y = problem()
    start = np.array([1.0, -2.0, 0.5])
    found = simulate_chains(
        x,
        y,
        0.1,
        24,
        chains=2,
        steps=7,
        burn_in=3,
        seed=0,
        momentum=m,
        sampling=sampling,
        start=start,
    )
    w = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1, momentum=m)
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    squares = []
    for _ in range(10):
        optimizer.zero_grad()
        (0.5 * (torch.tensor(x) @ w - torch.tensor(y)) ** 2).mean().backward()
        optimizer.step()
        delta = w.detach().numpy() - best
        squares.append(np.outer(delta, delta))
    np.testing.assert_allclose(found.weights, np.tile(best + delta, (2, 1)), rtol=1e-12)
    np.testing.assert_allclose(found.covariance, np.mean(squares[3:], 0), rtol=1e-10)
    assert found.standard_error.max() < 1e-12


def test_from_the_minimum_with_full_batches_nothing_moves():
    x, y = problem()
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    found = simulate_chains(
        x, y, 0.1, 24, chains=2, steps=5, burn_in=0, seed=0, sampling="without"
    )
    np.testing.assert_allclose(found.weights, [best, best], rtol=1e-12)


# --- The draws ------------------------------------------------------------------------


def drawn(sampling, chains, n, batch_size, steps):
    rng = np.random.default_rng(0)
    batches = module._batches(rng, chains, n, batch_size, sampling)
    return np.stack([batch.copy() for batch in islice(batches, steps)], axis=1)


@pytest.mark.parametrize("sampling", ["replace", "without", "reshuffle"])
def test_every_pair_of_examples_is_drawn_as_often_as_it_should(sampling):
    draws = drawn(sampling, 3000, 5, 2, 12)
    for step in (0, 1, 7, 11):
        pairs = np.zeros((5, 5))
        np.add.at(pairs, tuple(draws[:, step].T), 1)
        allowed = np.ones((5, 5)) if sampling == "replace" else 1 - np.eye(5)
        expected = 3000 * allowed / allowed.sum()
        assert (pairs[allowed == 0] == 0).all()
        deviation = (pairs - expected)[allowed == 1] / np.sqrt(expected.max())
        assert np.abs(deviation).max() < 5


def test_an_epoch_uses_every_example_once_and_drops_the_rest():
    draws = drawn("reshuffle", 50, 7, 2, 9).reshape(50, 3, 6)
    for epoch in range(3):
        assert all(len(set(row)) == 6 for row in draws[:, epoch])
    # Across epochs the order is fresh.
    assert (draws[:, 0] != draws[:, 1]).mean() > 0.5


@pytest.mark.parametrize("sampling", ["replace", "without"])
def test_batches_of_successive_steps_are_independent(sampling):
    draws = drawn(sampling, 20000, 4, 2, 2)
    first, second = (np.zeros((20000, 4)) for _ in range(2))
    for column in range(2):
        first[np.arange(20000), draws[:, 0, column]] += 1
        second[np.arange(20000), draws[:, 1, column]] += 1
    correlation = np.corrcoef(first.T, second.T)[:4, 4:]
    assert np.abs(correlation).max() < 5 / np.sqrt(20000)


def test_the_same_seed_gives_the_same_chains_and_chains_differ(monkeypatch):
    x, y = problem()
    monkeypatch.setattr(module, "BLOCK", 60)
    run = [
        simulate_chains(x, y, 0.1, 2, chains=25, steps=3, burn_in=2, seed=seed)
        for seed in (1, 1, 2)
    ]
    assert (run[0].weights == run[1].weights).all()
    assert (run[0].weights != run[2].weights).any()
    assert len(np.unique(run[0].weights, axis=0)) == 25


# --- Refusals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lr": -1}, "lr must be a finite number above 0, not -1"),
        ({"momentum": 1}, r"momentum must be in \[0, 1\), not 1"),
        ({"batch_size": 25, "sampling": "without"}, "batch_size must be .* to 24"),
        ({"batch_size": 25, "sampling": "reshuffle"}, "batch_size must be .* to 24"),
        ({"sampling": "fresh"}, "sampling must be one of replace, without, reshuffle"),
        ({"chains": 1}, "chains must be a whole number at least 2, not 1"),
        ({"steps": 0}, "steps must be"),
        ({"burn_in": -1}, "burn_in must be"),
        ({"seed": 1.5}, "seed must be"),
        ({"start": [1.0]}, "start must have one weight for each of 3 columns"),
        ({"y": np.ones(2)}, "y must have one target"),
    ],
)
def test_bad_input_is_refused(change, message):
    x, y = problem()
    good = {
        "x": x, "y": y, "lr": 0.1, "batch_size": 4,
        "chains": 4, "steps": 2, "burn_in": 0, "seed": 0,
    }  # fmt: skip
    with pytest.raises(ValueError, match=message):
        simulate_chains(**good | change)


def test_chains_that_overflow_raise():
    x, y = problem()
    with pytest.raises(FloatingPointError, match="diverged at lr=50"):
        simulate_chains(x, y, 50.0, 4, chains=2, steps=300, burn_in=0, seed=0)
