"""How far the ends of claims are from their means over roots."""

import math
import statistics

import pytest

from tools.margins import margin, table


def records(means, low, high, spread=0.0):
    """Of one claim, from as many roots."""
    return [
        {"name": "a", "measured": m, "values": [m - spread, m + spread]}
        | {"low": low, "high": high}
        for m in means
    ]


def test_distances_are_in_standard_deviations_and_tails_are_normal():
    means = [-1.0, 1.0] * 4
    sd = statistics.stdev(means)
    found = margin("page", records(means, -3 * sd, 2 * sd))
    assert (found.roots, found.sd) == (8, sd)
    assert found.low == pytest.approx(3) and found.nearest == pytest.approx(2)
    tail = statistics.NormalDist().cdf
    assert found.failures == pytest.approx(100 * (tail(-3) + tail(-2)))
    said = table([found])[-1]
    assert said.startswith("2.4 failures to be expected in a hundred roots of these 1")
    assert "1 of them have an end nearer than 5 sd" in said


def test_an_end_that_cannot_be_passed_does_not_count():
    errors = [0.01, 0.02] * 4
    assert margin("p", records(errors, 0, 1)).nearest == math.inf
    assert margin("p", records(errors, None, 1)).failures == 0
    # A single value beyond it shows that it can be passed.
    assert margin("p", records(errors, 0, 1, spread=0.015)).low < math.inf
    # So can any other end.
    assert margin("p", records(errors, 0.001, 1)).low < math.inf


def test_a_mean_beyond_its_end_is_a_negative_distance():
    found = margin("p", records([2.0, 2.1] * 4, 0.5, 1.5))
    assert found.nearest < -5 and found.failures > 99.9


def test_the_thinnest_come_first_and_few_roots_do_not_count():
    wide = margin("p", records([1.0, 1.1] * 4, -50, 50))
    thin = margin("q", records([1.0, 1.1] * 4, 0.95, 50))
    few = margin("r", records([1.0, 1.1], 0.9, 50))
    lines = table([wide, few, thin])
    assert [line[0] for line in lines[1:4]] == ["q", "r", "p"]
    assert "of these 2 claims" in lines[-1]
