"""Products and their gradients against autograd; conservation; the law of sigma."""

import numpy as np
import pytest
import torch

from lib.deep_linear import (
    balanced_factors,
    factor_slopes,
    gaussian_factors,
    imbalance,
    product,
    singular_rates,
)


def loss_slope(w, seed=0):
    """The gradient of a cost that prefers no directions."""
    target = torch.tensor(np.random.default_rng(seed).standard_normal(w.shape))
    return (w - target) * target.abs()


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_slopes_are_those_of_autograd(depth):
    factors = [f.requires_grad_() for f in gaussian_factors(4, depth, 2.0, 7)]
    w = product(factors)
    slope = loss_slope(w.detach())
    expected = torch.autograd.grad((w * slope).sum(), factors)
    found = factor_slopes([f.detach() for f in factors], slope)
    for a, b in zip(found, expected, strict=True):
        torch.testing.assert_close(a, b)


def test_shapes_may_differ_and_a_batch_goes_in_front():
    rng = np.random.default_rng(0)
    shapes = [(3, 2, 5), (3, 5, 4), (3, 4, 6)]
    factors = [torch.tensor(rng.standard_normal(shape)) for shape in shapes]
    slope = torch.tensor(rng.standard_normal((3, 2, 6)))
    together = factor_slopes(factors, slope)
    for i in range(3):
        alone = factor_slopes([f[i] for f in factors], slope[i])
        for a, b in zip(together, alone, strict=True):
            torch.testing.assert_close(a[i], b)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_balanced_factors_multiply_to_the_matrix_and_are_balanced(depth):
    matrix = torch.tensor(np.random.default_rng(1).standard_normal((2, 5, 5)))
    factors = balanced_factors(matrix, depth)
    torch.testing.assert_close(product(factors), matrix)
    if depth > 1:
        assert imbalance(factors) < 1e-12
        roots = torch.linalg.svdvals(matrix) ** (1 / depth)
        for factor in factors:
            torch.testing.assert_close(torch.linalg.svdvals(factor), roots)


def test_flow_conserves_the_imbalance_and_a_step_changes_it_by_its_square():
    factors = gaussian_factors(4, 3, 2.0, 3)
    before = imbalance(factors)

    def change(step):
        slopes = factor_slopes(factors, loss_slope(product(factors)))
        after = [f - step * s for f, s in zip(factors, slopes, strict=True)]
        differences = [
            (a.T @ a - b @ b.T) - (c.T @ c - d @ d.T)
            for a, b, c, d in zip(after, after[1:], factors, factors[1:], strict=False)
        ]
        return max(d.abs().max().item() for d in differences)

    assert before > 0.1
    assert change(1e-4) / change(1e-3) == pytest.approx(0.01, rel=1e-3)


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_singular_values_move_by_the_law_where_factors_are_balanced(depth):
    matrix = torch.tensor(np.random.default_rng(2).standard_normal((5, 5)))
    factors, slope, step = balanced_factors(matrix, depth), loss_slope(matrix), 1e-6
    slopes = factor_slopes(factors, slope)

    def values(sign):
        moved = [f - sign * step * s for f, s in zip(factors, slopes, strict=True)]
        return torch.linalg.svdvals(product(moved))

    measured = (values(1) - values(-1)) / (2 * step)
    expected = singular_rates(matrix, slope, depth)
    torch.testing.assert_close(measured, expected, rtol=1e-5, atol=1e-7)


def test_off_balance_they_do_not():
    factors = gaussian_factors(5, 3, 2.0, 4)
    slope = loss_slope(product(factors))
    slopes = factor_slopes(factors, slope)
    moved = [f - 1e-6 * s for f, s in zip(factors, slopes, strict=True)]
    gained = torch.linalg.svdvals(product(moved)) - torch.linalg.svdvals(
        product(factors)
    )
    expected = singular_rates(product(factors), slope, 3)
    assert (gained / 1e-6 - expected).abs().max() > 0.1 * expected.abs().max()


def test_gaussian_factors_have_the_size_that_is_asked():
    for dtype in (torch.float32, torch.float64):
        factors = gaussian_factors(6, 4, 1e-5, 0, dtype)
        assert all(f.dtype == dtype and f.shape == (6, 6) for f in factors)
        assert product(factors).norm().item() == pytest.approx(1e-5, rel=1e-4)
    a, b = gaussian_factors(6, 2, 1.0, 0), gaussian_factors(6, 2, 4.0, 0)
    torch.testing.assert_close(2 * a[0], b[0])


EYE = torch.eye(2)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: product([]), "one matrix or more"),
        (lambda: product([EYE, torch.ones(3, 2)]), "follow on each other"),
        (lambda: product([EYE, EYE.double()]), "follow on each other"),
        (lambda: product([EYE.int()]), "float32 or float64"),
        (lambda: product(["a"]), "float32 or float64"),
        (lambda: factor_slopes([EYE, EYE], torch.ones(3, 3)), r"\(2, 2\)"),
        (lambda: balanced_factors(torch.ones(2, 3), 2), "square"),
        (lambda: balanced_factors(EYE, 0), "depth must be a whole number"),
        (lambda: imbalance([EYE]), "two or more"),
        (lambda: singular_rates(EYE, torch.ones(3, 3), 2), r"shape \[2, 2\]"),
        (lambda: gaussian_factors(0, 2, 1, 0), "size must be a whole number"),
        (lambda: gaussian_factors(2, 2, -1, 0), "scale must be a finite number"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
