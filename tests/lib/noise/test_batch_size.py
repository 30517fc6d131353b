"""The best batch size, and the exponent with which it grows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lib.noise.batch_size import cliff, optimal_batch_size, scaling_exponent

GRID = 2.0 ** np.arange(-6, 26)
accuracies = arrays(float, 8, elements=st.floats(0, 1, width=32))
some_seed = st.integers(0, 2**32 - 1)
hypothesis = settings(max_examples=60, deadline=None)


def curves(optimum, grid=GRID, height=0.9, width=1e-3):
    """Accuracy with a parabolic peak at `optimum` [...], in the logarithm to base 2."""
    return height - width * np.log2(grid / np.asarray(optimum)[..., None]) ** 2


def noisy(values, slope, n_seeds, rng, spread=0.5):
    """Curves [V, S, B] whose seeds differ in where the peak is."""
    shift = rng.normal(scale=spread, size=(len(values), n_seeds))
    return curves(8 * values[:, None] ** slope * 2**shift)


# --- The optimum --------------------------------------------------------------------


@hypothesis
@given(accuracies, st.floats(-5, 5))
def test_a_constant_added_to_the_accuracy_changes_nothing(accuracy, constant):
    grid = 2.0 ** np.arange(8)
    one = optimal_batch_size(grid, accuracy)
    other = optimal_batch_size(grid, accuracy + constant)
    np.testing.assert_allclose(other, one, rtol=1e-9)


@hypothesis
@given(accuracies, st.floats(1e-3, 1e3), st.floats(1e-4, 10))
def test_the_optimum_scales_with_the_grid_and_lies_inside_it(accuracy, c, temperature):
    grid = 2.0 ** np.arange(8)
    one = optimal_batch_size(grid, accuracy, temperature)
    other = optimal_batch_size(c * grid, accuracy, temperature)
    assert other.batch_size == pytest.approx(c * one.batch_size)
    assert other.edge_weight == one.edge_weight
    assert 1 - 1e-12 <= one.batch_size <= 128 * (1 + 1e-12)


@hypothesis
@given(st.permutations(range(8)), st.integers(1, 30))
def test_cold_it_is_the_argmax_and_hot_the_middle(order, power):
    grid, accuracy = 2.0 ** np.arange(8), 0.01 * np.array(order)
    cold = optimal_batch_size(grid, accuracy, 1e-4)
    assert cold.batch_size == pytest.approx(grid[np.argmax(accuracy)])
    hot = optimal_batch_size(grid, accuracy, 1e6)
    assert hot.batch_size == pytest.approx(2**3.5, rel=1e-5)
    assert hot.edge_weight == pytest.approx(2 / 8, rel=1e-5)
    # Colder always means closer to the top of the curve, on average.
    hotter = 2.0 ** (power / 3 - 12)
    top = [softmax_mean(accuracy, t) for t in (hotter, 2 * hotter)]
    assert top[0] >= top[1]


def softmax_mean(accuracy, temperature):
    """E[accuracy] under the weights, from the optimum on a grid exp(accuracy)."""
    order = np.argsort(accuracy)
    found = optimal_batch_size(np.exp(accuracy[order]), accuracy[order], temperature)
    return np.log(found.batch_size)


def test_a_symmetric_peak_is_found_wherever_it_lies_between_grid_points():
    optimum = 2 ** np.linspace(6, 7, 11)
    found = optimal_batch_size(GRID, curves(optimum))
    np.testing.assert_allclose(found.batch_size, optimum, rtol=1e-6)
    assert found.edge_weight.max() < 1e-6


def test_a_peak_beyond_the_grid_shows_in_the_edge_weight():
    rising = np.linspace(0.8, 0.9, 6)
    assert optimal_batch_size(2.0 ** np.arange(6), rising).edge_weight > 0.99
    assert optimal_batch_size(2.0 ** np.arange(6), rising[::-1]).edge_weight > 0.99


def test_each_curve_has_its_own_optimum_and_may_have_its_own_grid():
    rng = np.random.default_rng(0)
    accuracy = rng.uniform(0.88, 0.9, (3, 4, 5))
    grids = 2.0 ** np.arange(5) * np.array([1, 10, 100])[:, None, None]
    found = optimal_batch_size(grids, accuracy)
    assert found.batch_size.shape == found.edge_weight.shape == (3, 4)
    for i, j in np.ndindex(3, 4):
        one = optimal_batch_size(grids[i, 0], accuracy[i, j])
        assert found.batch_size[i, j] == one.batch_size


# --- The exponent -------------------------------------------------------------------


@pytest.mark.parametrize("slope", [-1, 0, 0.5, 1])
def test_an_exact_power_law_gives_its_exponent(slope):
    values = 0.01 * 2.0 ** np.arange(5)
    accuracy = np.repeat(curves(64 * (values / 0.04) ** slope)[:, None], 3, axis=1)
    found = scaling_exponent(values, GRID, accuracy)
    np.testing.assert_allclose(found[:3], slope, atol=1e-6)
    np.testing.assert_allclose(found.optimum, 64 * (values / 0.04) ** slope, rtol=1e-5)


def test_two_values_and_a_grid_for_each():
    values = np.array([3.0, 30.0])
    grids = 2.0 ** np.arange(-8, 9) * np.array([[5.0], [50.0]])
    one = np.stack([curves(b, g) for b, g in zip([5, 50], grids, strict=True)])
    found = scaling_exponent(values, grids, np.stack([one, one], axis=1), bootstrap=5)
    assert found.slope == pytest.approx(1)
    assert found.samples == pytest.approx(np.ones(5))


@settings(max_examples=20, deadline=None)
@given(some_seed, st.floats(0.1, 10), st.floats(0.1, 10), st.floats(-0.5, 0.5))
def test_units_offsets_and_the_order_of_values_leave_the_slope(seed, c, k, constant):
    rng = np.random.default_rng(seed)
    values = 2.0 ** np.arange(4)
    accuracy = noisy(values, 1, 5, rng)
    one = scaling_exponent(values, GRID, accuracy, bootstrap=50)
    other = scaling_exponent(
        k * values[::-1], c * GRID, accuracy[::-1] + constant, bootstrap=50
    )
    for name in ("slope", "low", "high", "samples"):
        np.testing.assert_allclose(
            getattr(other, name), getattr(one, name), rtol=1e-7, atol=1e-9
        )


def test_the_order_of_seeds_leaves_the_slope_and_a_common_shift_the_interval_narrow():
    rng = np.random.default_rng(3)
    values = 2.0 ** np.arange(4)
    accuracy = noisy(values, 1, 6, rng)
    order = rng.permutation(6)
    one = scaling_exponent(values, GRID, accuracy)
    assert scaling_exponent(values, GRID, accuracy[:, order]).slope == pytest.approx(
        one.slope
    )
    # The same luck at every value: resampled jointly, it cancels from the slope.
    shift = 2 ** rng.normal(scale=0.5, size=6)
    paired = scaling_exponent(values, GRID, curves(8 * values[:, None] * shift))
    assert paired.high - paired.low < 1e-6 < 0.05 < one.high - one.low


def test_the_interval_covers_and_shrinks_with_the_seeds():
    rng = np.random.default_rng(5)
    values = 2.0 ** np.arange(5)
    covered, width = {}, {}
    for n_seeds in (6, 24):
        found = [
            scaling_exponent(
                values, GRID, noisy(values, 1, n_seeds, rng), bootstrap=200
            )
            for _ in range(200)
        ]
        covered[n_seeds] = np.mean([f.low <= 1 <= f.high for f in found])
        width[n_seeds] = np.mean([f.high - f.low for f in found])
    # With few seeds a percentile interval is too short: the docstring says so.
    assert 0.75 < covered[6] < 0.92
    assert 0.88 < covered[24] < 0.98
    assert 1.5 < width[6] / width[24] < 2


def test_the_same_seed_gives_the_same_interval():
    accuracy = noisy(2.0 ** np.arange(3), 1, 4, np.random.default_rng(0))
    run = [scaling_exponent([1, 2, 4], GRID, accuracy, seed=s) for s in (7, 7, 8)]
    assert (run[0].samples == run[1].samples).all()
    assert (run[0].samples != run[2].samples).any()


# --- Refusals -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"batch_sizes": [1, 2, 2]}, "batch_sizes must hold .* increasing"),
        ({"batch_sizes": [0, 1, 2]}, "batch_sizes must be above 0, not 0"),
        ({"batch_sizes": [4]}, "batch_sizes must hold at least two"),
        ({"batch_sizes": 4}, "batch_sizes must hold at least two"),
        ({"batch_sizes": [1, 2]}, r"accuracy must have one value .*\(2,\).*\(3,\)"),
        ({"batch_sizes": np.ones((2, 1)) * [1, 2, 4]}, "accuracy must have one value"),
        ({"accuracy": 0.5}, "accuracy must have one value"),
        ({"accuracy": [0.5, np.nan, 0.5]}, "accuracy must be finite"),
        ({"temperature": 0}, "temperature must be a finite number above 0"),
    ],
)
def test_a_bad_curve_is_refused(change, message):
    good = {"batch_sizes": [1, 2, 4], "accuracy": [0.5, 0.6, 0.5]}
    with pytest.raises(ValueError, match=message):
        optimal_batch_size(**good | change)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": [1, 2, 3]}, r"accuracy must have shape \[V, S, B\] with V = 3"),
        ({"values": [1, -2]}, "values must be above 0, not -2"),
        ({"values": [2, 2]}, "values must hold two that differ"),
        ({"accuracy": np.ones((2, 1, 3))}, "at least two seeds"),
        ({"accuracy": np.ones((2, 3))}, "accuracy must be .* 3 dimension"),
        ({"accuracy": np.ones((2, 4, 5))}, "accuracy must have one value"),
        ({"level": 1}, "level must be in \\(0, 1\\), not 1"),
        ({"bootstrap": 0}, "bootstrap must be a whole number at least 1"),
        ({"seed": -1}, "seed must be a whole number"),
        ({"temperature": -1}, "temperature must be"),
    ],
)
def test_a_bad_sweep_is_refused(change, message):
    good = {"values": [1, 2], "batch_sizes": [1, 2, 4], "accuracy": np.ones((2, 4, 3))}
    with pytest.raises(ValueError, match=message):
        scaling_exponent(**good | change)


LADDER = 2.0 ** np.arange(8)


@given(st.floats(0.01, 0.3), st.floats(0.5, 8), st.floats(-1, 1))
def test_the_cliff_of_a_ramp_is_where_the_ramp_says(drop, scale, shift):
    """Accuracy rises by 0.1 with each doubling, up to the peak at the last size."""
    ramp = 0.1 * np.arange(8) + shift
    found = cliff(scale * LADDER, ramp, drop)
    assert found == pytest.approx(scale * 2 ** (7 - drop / 0.1))


def test_the_cliff_is_on_the_noisy_side_of_the_peak_and_a_dip_is_none():
    rises = np.array([0.1, 0.5, 0.8, 0.9, 0.85, 0.7, 0.5, 0.3])
    expected = np.exp(np.interp(0.75, [0.5, 0.8], np.log([2, 4])))
    assert cliff(LADDER, rises, 0.15) == pytest.approx(expected)
    # On the way up it falls back below the edge, which it had passed.
    dips = np.array([0.1, 0.78, 0.3, 0.9, 0.85, 0.7, 0.5, 0.3])
    expected = np.exp(np.interp(0.75, [0.1, 0.78], np.log([1, 2])))
    assert cliff(LADDER, dips, 0.15) == pytest.approx(expected)


def test_each_curve_has_its_own_cliff_and_a_flat_one_the_smallest_size():
    curves = np.random.default_rng(0).uniform(size=(3, 4, 8))
    found = cliff(LADDER, curves, 0.2)
    assert found.shape == (3, 4)
    for i, j in np.ndindex(3, 4):
        assert found[i, j] == cliff(LADDER, curves[i, j], 0.2)
    assert cliff(LADDER, np.full(8, 0.5), 0.1) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"batch_sizes": [2, 1]}, "batch_sizes must increase"),
        ({"batch_sizes": [0, 1]}, "batch_sizes must be above 0"),
        ({"accuracy": [0.1, 0.2, 0.3]}, "accuracy must have one value for each of 2"),
        ({"accuracy": 0.3}, "accuracy must have one value for each of 2"),
        ({"accuracy": [0.1, np.nan]}, "accuracy must be"),
        ({"drop": 0}, "drop must be"),
    ],
)
def test_a_bad_cliff_is_refused(change, message):
    good = {"batch_sizes": [1, 2], "accuracy": [0.1, 0.2], "drop": 0.05}
    with pytest.raises(ValueError, match=message):
        cliff(**good | change)
