"""The limit of many weights: against finite P, searches on grids and known loads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import comb, log_ndtr
from scipy.stats import norm

from lib.perceptron import (
    annealed_transition,
    at_temperature,
    census,
    expected_counts,
    quenched_branch,
    quenched_transition,
    teacher_tasks,
)
from lib.perceptron.enumeration import generalisation_error
from lib.perceptron.mean_field import (
    annealed_error,
    annealed_free_energy,
    annealed_overlap,
    overlap_entropy,
)

GRID = np.linspace(0, 1, 200_001)


def inner_minimum(load, temperature):
    """R of the lowest point of the grid that is lower than both next to it, or nan."""
    f = annealed_free_energy(GRID, load, temperature)
    lower = (f[1:-1] < f[:-2]) & (f[1:-1] < f[2:])
    return GRID[1:-1][lower][0] if lower.any() else np.nan


@given(st.integers(2, 1000), st.floats(0.001, 0.999))
def test_the_entropy_brackets_the_binomial(size, share):
    """e^(Ps) over √(8Ppq) and √(2πPpq), of which a binomial coefficient is between."""
    d = min(max(round(share * size), 1), size - 1)
    p = d / size
    ps = size * overlap_entropy(1 - 2 * p)
    gap = ps - np.log(comb(size, d))
    low, high = 0.5 * np.log(np.array([2 * np.pi, 8]) * size * p * (1 - p))
    assert low - 1e-9 <= gap <= high + 1e-9
    assert overlap_entropy(1 - 2 * p) == pytest.approx(overlap_entropy(2 * p - 1))


def test_the_entropy_ends_at_one_vector_and_begins_at_all():
    np.testing.assert_allclose(overlap_entropy([-1, 0, 1]), [0, np.log(2), 0])


@pytest.mark.parametrize("temperature", [0.0, 0.7, np.inf])
def test_the_free_energy_is_that_of_the_expected_counts(temperature):
    size, load = 801, 1.25
    counts = expected_counts(size, int(load * size))
    price = np.eye(1, len(counts))[0]
    if temperature:
        price = np.exp(-np.arange(len(counts)) / temperature)
    with np.errstate(divide="ignore"):
        finite = -np.log(price @ counts) / size
    overlap = 1 - 2 * np.arange(size + 1) / size
    near = annealed_free_energy(overlap, int(load * size) / size, temperature)
    seen = np.isfinite(finite)
    assert seen.sum() > 400
    assert np.abs(finite[seen] - near[seen]).max() < np.log(size) / size


@pytest.mark.parametrize("temperature", [0.0, 0.5, 3.0])
def test_minima_and_their_loads_by_a_search_on_a_grid(temperature):
    found = annealed_transition(temperature)
    for load in (0.3 * found.load, found.load, 0.999 * found.spinodal):
        expected = inner_minimum(load, temperature)
        assert annealed_overlap(load, temperature) == pytest.approx(expected, abs=1e-4)
    assert np.isnan(inner_minimum(1.001 * found.spinodal, temperature))
    assert np.isnan(annealed_overlap(1.001 * found.spinodal, temperature))
    # They exchange where both are 0.
    at = annealed_free_energy([found.overlap, 1], found.load, temperature)
    np.testing.assert_allclose(at, 0, atol=1e-9)
    assert annealed_overlap(found.load, temperature) == pytest.approx(found.overlap)
    assert annealed_overlap(0.0, temperature) == 0
    near = annealed_error(found.load * np.array([0, 0.999, 1.001, 2]), temperature)
    assert near[0] == 0.5 and near[1] > 0.2 and near[2] == near[3] == 0
    assert found.spinodal > found.load


def test_annealed_loads_are_those_in_print():
    """Lyuu & Rivin (1992) by the first moment; Seung et al. (1992) at high T; there
    the end of the poor minimum is the bound of Baum & Lyuu (1991)."""
    assert annealed_transition().load == pytest.approx(1.44797, abs=2e-5)
    hot = annealed_transition(1e5)
    assert hot.load / 1e5 == pytest.approx(1.695, abs=2e-3)
    assert hot.spinodal / 1e5 == pytest.approx(2.0821, abs=2e-4)
    loads = [annealed_transition(t).load for t in (0, 0.1, 0.5, 1, 2)]
    assert (np.diff(loads) > 0).all()


def replica_entropy(r, field, load):
    """Of which the theory is the stationary point in R and R̂, by quadrature."""

    def mean(f, bends):
        return quad(lambda z: f(z) * norm.pdf(z), -12, 12, points=bends, limit=300)[0]

    gamma = np.sqrt(r / (1 - r))
    free = mean(lambda z: np.logaddexp(a := np.sqrt(field) * z + field, -a), [-1, 0])
    tail = mean(lambda z: np.exp(log_ndtr(gamma * z)) * log_ndtr(gamma * z), [-1, 0])
    return free - field * (1 + r) / 2 + 2 * load * tail


@pytest.mark.parametrize("field", [0.05, 1.0, 2.5, 6.0])
def test_the_quenched_branch_is_stationary(field):
    load, r, entropy = map(float, quenched_branch(field))
    assert entropy == pytest.approx(replica_entropy(r, field, load), abs=1e-7)
    for dr, dh in ((1e-4, 0), (0, 1e-4)):
        up = replica_entropy(r + dr, field + dh, load)
        down = replica_entropy(r - dr, field - dh, load)
        assert (up - down) / 2e-4 == pytest.approx(0, abs=1e-5)
        # As much as 10⁻³ of the load is seen.
        shifted = [
            replica_entropy(r + s * dr, field + s * dh, 1.001 * load) for s in (1, -1)
        ]
        if dr:
            assert abs(shifted[0] - shifted[1]) / 2e-4 > 1e-5


def test_quenched_loads_are_those_in_print():
    found = quenched_transition()
    assert found.load == pytest.approx(1.245, abs=5e-4)
    assert found.spinodal == pytest.approx(1.492, abs=1e-3)
    beyond = quenched_branch([3.0, 3.3]).load
    assert (beyond < found.spinodal).all()


def test_each_first_example_halves_what_fits():
    start = quenched_branch(1e-4)
    assert start.overlap == pytest.approx(1e-4, rel=1e-3)
    assert np.log(2) - start.entropy == pytest.approx(start.load * np.log(2), rel=1e-3)


def test_the_mean_of_the_logarithm_is_below_the_logarithm_of_the_mean():
    field = np.linspace(0.05, 2, 30)
    load, _, entropy = quenched_branch(field)
    poor = annealed_overlap(load)
    keep = load < annealed_transition().load
    annealed = -annealed_free_energy(poor[keep], load[keep])
    assert (entropy[keep] < annealed).all() and keep.sum() > 20
    assert quenched_transition().load < annealed_transition().load


@pytest.mark.parametrize("n", [3, 8])
def test_listing_fifteen_weights_agrees_with_the_theory_at_light_loads(n):
    counts = census(*teacher_tasks(100, n, 15, seed=n)).counts
    learner = at_temperature(counts, 0.0)
    field = brentq(lambda h: float(quenched_branch(h).load) - n / 15, 1e-6, 2)
    theory = quenched_branch(field)
    entropy = np.log(2) + learner.log_evidence.mean() / 15
    assert entropy == pytest.approx(float(theory.entropy), abs=0.02)
    error = generalisation_error(theory.overlap)
    assert learner.error.mean() == pytest.approx(float(error), abs=0.03)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: overlap_entropy(2), "overlap must be in"),
        (lambda: annealed_free_energy(1.5, 1), "overlap must be in"),
        (lambda: annealed_free_energy(0.5, -1), "load must be at least 0"),
        (lambda: annealed_free_energy(0.5, 1, -1), "temperature must be at least 0"),
        (lambda: annealed_overlap(-1), "load"),
        (lambda: annealed_overlap(1, np.inf), "temperature"),
        (lambda: annealed_error(1, -1), "temperature"),
        (lambda: annealed_transition(np.inf), "temperature"),
        (lambda: quenched_branch(0.0), "field must be in"),
        (lambda: quenched_branch([1.0, 21]), "field must be in"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
