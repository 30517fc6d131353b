"""`lib.measures.spectral`: margins one by one, and the bounds by their definitions."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import (
    Layers,
    bartlett_term,
    margins,
    neyshabur_term,
    spectral_complexity,
    spectral_distance,
    spectral_norms,
)
from lib.measures.spectral import normalised_margins


def stack(sizes, seed=0, count=3, biases=1.0):
    rng = np.random.default_rng(seed)
    pairs = list(itertools.pairwise(sizes))
    return Layers(
        [rng.standard_normal((count, a, b)) for a, b in pairs],
        [biases * rng.standard_normal((count, b)) for _, b in pairs],
    )


def examples(seed=0, n=12, inputs=4, classes=3):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, inputs)), rng.integers(classes, size=n)


def test_margins_one_by_one():
    nets, (x, y) = stack((4, 6, 3)), examples()
    outputs = nets.outputs(x)
    for r, i in np.ndindex(outputs.shape[:2]):
        rest = [outputs[r, i, k] for k in range(3) if k != y[i]]
        assert margins(nets, x, y)[r, i] == outputs[r, i, y[i]] - max(rest)
    right = outputs.argmax(2) == y
    assert ((margins(nets, x, y) > 0) == right).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_an_answer_outlasts_its_normalised_margin(seed):
    nets, (x, _) = stack((4, 6, 5, 3), seed, 1), examples(seed)
    answers = nets.outputs(x)[0].argmax(1)
    room = normalised_margins(nets, x, answers)[0] / np.sqrt(2)
    step = np.random.default_rng(seed).standard_normal(x.shape)
    step *= (room / np.linalg.norm(step, axis=1))[:, None]
    assert (margins(nets, x + 0.999 * step, answers) > 0).all()


def test_a_linear_net_whose_slope_the_bound_meets():
    """Two outputs ±cx: the answer changes at the normalised margin over √2."""
    nets = Layers([[[[3.0, -3.0]]]], [[[0.0, 0.0]]])
    room = normalised_margins(nets, [[2.0]], [0])[0, 0] / np.sqrt(2)
    assert room == pytest.approx(2)


def test_normalised_margins_take_no_notice_of_scale():
    nets, (x, y) = stack((4, 6, 5, 3), biases=0), examples()
    scaled = Layers([3 * nets.weights[0], *nets.weights[1:]], nets.biases)
    np.testing.assert_allclose(
        normalised_margins(scaled, x, y), normalised_margins(nets, x, y)
    )


@pytest.mark.parametrize("sizes", [(4, 3), (4, 6, 3), (4, 6, 5, 3)])
def test_complexities_as_they_are_written_in_the_papers(sizes):
    nets, start = stack(sizes), stack(sizes, 1)
    for r in range(3):
        matrices = [w[r].T for w in nets.weights]
        moved = [(w[r] - m[r]).T for w, m in zip(nets.weights, start.weights, strict=1)]
        slopes = [np.linalg.svd(a)[1][0] for a in matrices]
        sums = [np.linalg.norm(a, axis=1).sum() for a in moved]
        found = np.prod(slopes) * sum(
            (a / s) ** (2 / 3) for a, s in zip(sums, slopes, strict=True)
        ) ** (3 / 2)
        assert spectral_complexity(nets, start)[r] == pytest.approx(found)
        found = np.prod(slopes) ** 2 * sum(
            (a**2).sum() / s**2 for a, s in zip(moved, slopes, strict=True)
        )
        assert spectral_distance(nets, start)[r] == pytest.approx(found)


def test_complexities_of_the_start_and_in_the_scale():
    nets = stack((4, 6, 5, 3))
    assert (spectral_complexity(nets, nets) == 0).all()
    assert (spectral_distance(nets, nets) == 0).all()
    doubled = Layers([2 * w for w in nets.weights], nets.biases)
    np.testing.assert_allclose(
        spectral_complexity(doubled), 8 * spectral_complexity(nets)
    )
    np.testing.assert_allclose(spectral_distance(doubled), 64 * spectral_distance(nets))
    # L ranks of at least 1, and L^{3/2} products of them.
    least = spectral_norms(nets).prod(1)
    assert (spectral_complexity(nets) >= 3**1.5 * least).all()
    assert (spectral_distance(nets) >= 3 * least**2).all()


def test_a_layer_of_zeros_leaves_its_own_term():
    nets = stack((4, 6, 3))
    dead = Layers([0 * nets.weights[0], nets.weights[1]], nets.biases)
    norms = spectral_norms(nets)[:, 1]
    np.testing.assert_allclose(
        spectral_distance(dead, nets),
        norms**2 * (nets.weights[0] ** 2).sum((1, 2)),
    )


@pytest.mark.parametrize("term", [bartlett_term, neyshabur_term])
def test_terms_of_the_bounds_in_their_units(term):
    """Of outputs, of inputs, of examples: each scales as the theorem says."""
    nets, (x, _) = stack((4, 6, 3), biases=0), examples()
    once = term(nets, x, 0.5)
    np.testing.assert_allclose(term(nets, x, 0.25), 2 * once)
    np.testing.assert_allclose(term(nets, 3 * x, 0.5), 3 * once)
    np.testing.assert_allclose(term(nets, np.tile(x, (4, 1)), 0.5), once / 2)
    larger = Layers([nets.weights[0], 7 * nets.weights[1]], nets.biases)
    np.testing.assert_allclose(term(larger, x, 3.5), once)
    each = term(nets, x, [0.5, 1, 2])
    np.testing.assert_allclose(each, once / [1, 2, 4])
    assert (term(nets, x, 0.5, nets) == 0).all()


def test_bartlett_term_of_a_linear_net_and_neyshabur_term_in_its_shape():
    x = np.array([[3.0, 4.0]])
    nets = Layers([[np.diag([1.0, 2.0])]], [[[0.0, 0.0]]])
    assert bartlett_term(nets, x, 1.0)[0] == pytest.approx(5 * (1 + 2))
    found = neyshabur_term(nets, x, 1.0)[0]
    assert found == pytest.approx(5 * np.sqrt(2 * np.log(2) * (1 + 4)))


NETS, (X, Y) = stack((4, 6, 3)), examples()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: margins(NETS, X, Y + 1), r"y must be whole numbers in 0..2, not 3"),
        (lambda: margins(NETS, X, Y + 0.5), "y must be whole"),
        (lambda: margins(NETS, X, Y[:-1]), "y must have one label for each of 12"),
        (lambda: margins(NETS, X, Y[:, None]), "y must be a row"),
        (lambda: margins(NETS, X[:, :3], Y), "x must have 4 columns"),
        (lambda: margins(stack((4, 1)), X, 0 * Y), "at least 2 outputs, not 1"),
        (lambda: margins(None, X, Y), "nets must be Layers"),
        (
            lambda: normalised_margins(Layers([[np.zeros((4, 3))]], [[[0] * 3]]), X, Y),
            "no layer of zeros",
        ),
        (lambda: spectral_complexity(NETS, stack((4, 3))), "start must be"),
        (lambda: bartlett_term(NETS, X, 0.0), "margin must be above 0"),
        (lambda: neyshabur_term(NETS, X, [1.0, 1.0]), "one for each of 3"),
        (lambda: neyshabur_term(NETS, X[:, :2], 1.0), "x must have 4 columns"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
