"""The noise scale, and that lib.noise gathers what its parts teach."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import lib.noise
from lib.noise.scale import noise_scale

rates = st.floats(1e-6, 1e2)
counts = st.integers(1, 10**6)
momenta = st.floats(0, 0.99)
hypothesis = settings(max_examples=60, deadline=None)


def test_everything_promised_can_be_imported():
    assert all(hasattr(lib.noise, name) for name in lib.noise.__all__)


@hypothesis
@given(rates, counts, counts, momenta)
def test_the_two_samplings_differ_by_one_full_batch(lr, n, b, m):
    n, b = max(n, b), min(n, b)
    replace = noise_scale(lr, n, b, m, "replace")
    without = noise_scale(lr, n, b, m, "without")
    assert replace - without == pytest.approx(
        lr / (1 - m), rel=1e-6, abs=1e-9 * replace
    )
    assert without >= 0


@hypothesis
@given(rates, counts, momenta)
def test_a_full_batch_is_noiseless_only_without_replacement(lr, n, m):
    assert noise_scale(lr, n, n, m) == 0
    assert noise_scale(lr, n, n, m, "replace") == pytest.approx(lr / (1 - m))


@hypothesis
@given(rates, counts, counts, momenta, st.sampled_from(["replace", "without"]))
def test_momentum_only_stretches_the_learning_rate(lr, n, b, m, sampling):
    n, b = max(n, b), min(n, b)
    expected = noise_scale(lr / (1 - m), n, b, sampling=sampling)
    assert noise_scale(lr, n, b, m, sampling) == pytest.approx(expected)


@hypothesis
@given(rates, counts, counts, momenta)
def test_the_summed_cost_times_g_is_what_one_step_adds(lr, n, b, m):
    """Per step the weights gain noise (ε/(1-m))²/B; as g over time ε/(N(1-m))."""
    time = lr / (n * (1 - m))
    step = (lr / (1 - m)) ** 2 / b
    assert noise_scale(lr, n, b, m, "replace") * time == pytest.approx(step)


def test_arrays_broadcast():
    lr, b = np.array([0.1, 0.2, 0.4]), torch.tensor([1, 2, 4, 8])
    g = noise_scale(lr[:, None], 1000, b, 0.9)
    assert g.shape == (3, 4)
    assert g[2, 3] == noise_scale(0.4, 1000, 8, 0.9)
    assert isinstance(noise_scale(0.4, 1000, 8, 0.9), float)


def test_reshuffling_is_refused_with_the_reason():
    with pytest.raises(ValueError, match=r"reshuffle.*anti-correlated.*epoch"):
        noise_scale(0.1, 100, 10, sampling="reshuffle")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lr": 0}, "lr must be above 0, not 0"),
        ({"lr": [0.1, -0.2]}, "lr must be above 0, not -0.2"),
        ({"lr": float("nan")}, "lr must be finite"),
        ({"lr": "fast"}, "lr must hold real numbers"),
        ({"lr": [[0.1], [0.1, 0.2]]}, "lr must be a regular array"),
        ({"n_train": 0}, "n_train must be a whole number of at least 1, not 0"),
        ({"batch_size": 2.5}, "batch_size must be a whole number .* not 2.5"),
        ({"batch_size": [10, 101]}, "at most n_train = 100 .* not 101"),
        ({"momentum": 1}, r"momentum must be in \[0, 1\), not 1"),
        ({"momentum": -0.1}, r"momentum must be in \[0, 1\), not -0.1"),
        ({"sampling": "none"}, "sampling must be one of without, replace, reshuffle"),
        ({"lr": [0.1, 0.2], "momentum": [0, 0, 0]}, r"broadcast.*\(2,\).*\(3,\)"),
    ],
)
def test_bad_input_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        noise_scale(**{"lr": 0.1, "n_train": 100, "batch_size": 10} | change)
