"""Completion against autograd, against cvxpy, and where the answer is known."""

import numpy as np
import pytest
import torch

from lib.deep_linear import (
    alternating_least_squares,
    complete,
    effective_rank,
    gaussian_factors,
    held_out_rank,
    least_nuclear_norm,
    low_rank_problem,
    product,
)


def test_the_problem_is_what_it_says():
    truth, seen = low_rank_problem(12, 3, 50, 0)
    assert torch.linalg.matrix_rank(truth) == 3
    assert truth.square().mean().item() == pytest.approx(1)
    assert seen.sum() == 50
    again = low_rank_problem(12, 3, 50, 0)
    assert truth.equal(again[0]) and seen.equal(again[1])
    assert not seen.equal(low_rank_problem(12, 3, 50, 1)[1])


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("speed", [1.0, 0.5])
def test_a_step_goes_down_the_gradient(depth, speed):
    truth, seen = low_rank_problem(10, 2, 60, 1)
    assert complete(truth, seen, depth, 0.1, 0, 3).norm().item() == pytest.approx(0.1)
    factors = [f.requires_grad_() for f in gaussian_factors(10, depth, 0.1, 3)]
    cost = torch.where(seen, product(factors) - truth, 0).square().sum() / 2
    slopes = torch.autograd.grad(cost, factors)
    largest = torch.linalg.matrix_norm(torch.where(seen, truth, 0) / 0.6, 2)
    step = speed / (depth * largest ** (2 - 2 / depth))
    after = [f - step * s for f, s in zip(factors, slopes, strict=True)]
    torch.testing.assert_close(
        complete(truth, seen, depth, 0.1, 1, 3, speed), product(after).detach()
    )


def test_one_factor_leaves_what_is_not_seen_where_it_was():
    truth, seen = low_rank_problem(10, 2, 60, 1)
    (start,) = gaussian_factors(10, 1, 0.1, 3)
    made = complete(truth, seen, 1, 0.1, 300, 3)
    torch.testing.assert_close(made[seen], truth[seen], atol=1e-6, rtol=0)
    assert made[~seen].equal(start[~seen])


def test_what_is_not_seen_is_not_looked_at():
    truth, seen = low_rank_problem(10, 2, 60, 1)
    blind = torch.where(seen, truth, torch.nan)
    for method in (
        lambda m: complete(m, seen, 2, 0.1, 20, 3),
        lambda m: least_nuclear_norm(m, seen, 20),
        lambda m: alternating_least_squares(m, seen, 2, 3),
    ):
        assert method(truth).equal(method(blind))


@pytest.mark.parametrize("method", ["depth 2", "depth 3", "nuclear", "least squares"])
def test_all_find_a_matrix_of_low_rank_from_most_of_its_entries(method):
    truth, seen = low_rank_problem(20, 1, 300, 2)
    made = {
        "depth 2": lambda: complete(truth, seen, 2, 1e-9, 1500, 0),
        "depth 3": lambda: complete(truth, seen, 3, 1e-3, 1500, 0),
        "nuclear": lambda: least_nuclear_norm(truth, seen, 300),
        "least squares": lambda: alternating_least_squares(truth, seen, 1, 0),
    }[method]()
    assert (made - truth).abs().max() < 0.01


@pytest.mark.parametrize("seed", range(3))
def test_the_least_nuclear_norm_is_cvxpy_s(seed):
    cvxpy = pytest.importorskip("cvxpy")
    truth, seen = low_rank_problem(12, 4, 70, seed)
    w = cvxpy.Variable((12, 12))
    mask, data = seen.numpy().astype(float), truth.numpy()
    task = cvxpy.Problem(
        cvxpy.Minimize(cvxpy.normNuc(w)),
        [cvxpy.multiply(mask, w) == mask * data],
    )
    least = task.solve(solver="CLARABEL")
    made = least_nuclear_norm(truth, seen, 2000)
    assert made[seen].equal(truth[seen])
    assert torch.linalg.matrix_norm(made, "nuc").item() == pytest.approx(
        least, rel=1e-5
    )
    np.testing.assert_allclose(made.numpy(), w.value, atol=2e-3)


def test_the_least_nuclear_norm_is_certified_by_a_dual_matrix():
    """Y on the seen entries with norm 1: no agreeing matrix is below <Y, truth>."""
    truth, seen = low_rank_problem(12, 4, 70, 5)
    made = least_nuclear_norm(truth, seen, 3000)
    left, values, right = torch.linalg.svd(made)
    rank = int((values > 1e-6).sum())
    tangent = left[:, :rank] @ right[:rank]
    dual = torch.zeros_like(made)
    # Alternating projections on {seen entries} and the subdifferential of the norm.
    for _ in range(4000):
        core = left[:, rank:].T @ dual @ right[rank:].T
        a, s, b = torch.linalg.svd(core)
        inside = left[:, rank:] @ ((a * s.clamp(max=1)) @ b) @ right[rank:]
        dual = torch.where(seen, tangent + inside, 0)
    dual = dual / max(1.0, torch.linalg.matrix_norm(dual, 2).item())
    bound = (dual * truth)[seen].sum().item()
    assert bound == pytest.approx(values.sum().item(), rel=1e-2)


def test_the_rank_that_is_held_out_is_the_rank():
    for seed in range(3):
        truth, seen = low_rank_problem(30, 3, 500, seed)
        assert held_out_rank(truth, seen, range(1, 7), seed) == 3


def test_what_is_held_out_is_not_fitted():
    """With noise the fit improves with the rank, and the held-out error does not."""
    truth, seen = low_rank_problem(30, 3, 700, 4)
    noise = torch.tensor(np.random.default_rng(0).standard_normal((30, 30)))
    assert held_out_rank(truth + 0.3 * noise, seen, [1, 3, 8, 12], 0) == 3


def test_least_squares_of_full_rank_fits_what_is_seen_and_transposes():
    truth, seen = low_rank_problem(10, 4, 60, 0)
    made = alternating_least_squares(truth, seen, 10, 0)
    torch.testing.assert_close(made[seen], truth[seen], atol=1e-5, rtol=0)
    assert torch.linalg.matrix_rank(alternating_least_squares(truth, seen, 2, 0)) == 2


def test_effective_rank_counts_equal_singular_values():
    assert effective_rank(torch.eye(7)) == pytest.approx(7)
    assert effective_rank(torch.ones(4, 5)) == pytest.approx(1, abs=1e-5)
    matrix = torch.tensor(np.random.default_rng(0).standard_normal((5, 5)))
    assert effective_rank(3 * matrix) == pytest.approx(effective_rank(matrix))


TRUTH, SEEN = low_rank_problem(4, 1, 10, 0)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: low_rank_problem(4, 5, 10, 0), "rank must be .* from 1 to 4"),
        (lambda: low_rank_problem(4, 1, 17, 0), "observed must be .* from 1 to 16"),
        (lambda: complete(TRUTH[:3], SEEN[:3], 2, 1, 1, 0), "square"),
        (lambda: complete(TRUTH, SEEN.int(), 2, 1, 1, 0), "boolean"),
        (lambda: complete(TRUTH, ~(SEEN | True), 2, 1, 1, 0), "some of it true"),
        (lambda: complete(TRUTH * torch.nan, SEEN, 2, 1, 1, 0), "finite where it is"),
        (lambda: complete(0 * TRUTH, SEEN, 2, 1, 1, 0), "not all 0"),
        (lambda: complete(TRUTH, SEEN, 0, 1, 1, 0), "depth must be a whole number"),
        (lambda: complete(TRUTH, SEEN, 2, 0, 1, 0), "scale must be a finite number"),
        (lambda: complete(TRUTH, SEEN, 2, 1, 1, 0, -1), "speed must be a finite"),
        (lambda: least_nuclear_norm(TRUTH, SEEN, 0), "iterations must be a whole"),
        (lambda: alternating_least_squares(TRUTH, SEEN, 5, 0), "rank must be a whole"),
        (lambda: held_out_rank(TRUTH, SEEN, [], 0), "ranks must be one or more"),
        (lambda: held_out_rank(TRUTH, SEEN, [1], 0, 1.0), r"share must be in \(0, 1\)"),
        (lambda: held_out_rank(TRUTH, SEEN, [1], 0, 0.01), "hold out some entries"),
        (lambda: effective_rank(0 * TRUTH), "other than 0"),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
