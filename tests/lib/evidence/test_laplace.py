import warnings

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import expit, log_expit
from scipy.stats import ortho_group

from lib.data.digits import mnist
from lib.data.labels import signs
from lib.evidence import logistic
from lib.evidence.ep import ep_evidence
from lib.evidence.laplace import evidence_sweep, logistic_evidence

FIELDS = (
    "weights",
    "cost",
    "log_occam",
    "log_evidence_ratio",
    "residual",
    "curvature",
)


def problem(seed, n, p, scale=1.0):
    """Inputs [n, p] of the given scale, and coin tosses for labels."""
    rng = np.random.default_rng(seed)
    return scale * rng.normal(size=(n, p)), rng.choice([-1.0, 1.0], n)


def cost_at(weights, x, y, decay):
    return np.logaddexp(0, -y * (x @ weights)).sum() + 0.5 * weights @ (decay * weights)


def hessian_at(weights, x, decay):
    f = x @ weights
    return (x.T * (expit(f) * expit(-f))) @ x + np.diag(decay)


def plain_newton(x, y, decay, steps=200):
    """The minimum in weight space, with a precision for each weight: `decay` [P]."""
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        gradient = decay * weights - x.T @ (y * expit(-y * (x @ weights)))
        step = np.linalg.solve(hessian_at(weights, x, decay), gradient)
        length = 1.0
        while (
            cost_at(weights - length * step, x, y, decay)
            > cost_at(weights, x, y, decay)
            and length > 1e-9
        ):
            length /= 2
        weights = weights - length * step
        if np.linalg.norm(step) <= 1e-12 * np.linalg.norm(weights):
            break
    return weights


def precise_residual(weights, x, y, weight_decay):
    """The relative gradient at `weights`, summed in extended precision."""
    weights, x, y = (np.asarray(a, np.longdouble) for a in (weights, x, y))
    miss = 1 / (1 + np.exp(y * (x @ weights)))
    gradient = weight_decay * weights - x.T @ (y * miss)
    return np.sqrt((gradient**2).sum()) / (np.sqrt((x**2).sum(1)) @ miss)


def log_occam_of(x, curvature, weight_decay):
    """½ Σ ln(1 + s²/λ) from singular values: no Hessian is formed."""
    root = np.sqrt(curvature / weight_decay)[:, None] * x
    return 0.5 * np.log1p(np.linalg.svd(root, compute_uv=False) ** 2).sum()


def assert_same(one, other, rtol=1e-8, atol=1e-10):
    for name in ("weights", "curvature", "cost", "log_occam", "log_evidence_ratio"):
        a, b = getattr(one, name), getattr(other, name)
        scale = np.abs(b).max()
        assert np.abs(a - b).max() <= rtol * scale + atol, name


some_decay = st.floats(-8, 4).map(lambda power: 10.0**power)
some_scale = st.floats(-3, 3).map(lambda power: 10.0**power)
some_seed = st.integers(0, 2**32 - 1)
side = st.integers(1, 40)
hypothesis = settings(max_examples=40, deadline=None)


# --- The minimum, and the curvature there --------------------------------------------


@hypothesis
@given(some_seed, st.integers(1, 12), st.integers(0, 10), st.floats(-4, 4))
def test_columns_of_zeros_change_nothing_but_take_the_dual_way(seed, p, more, power):
    x, y = problem(seed, p + more, p)
    wide = np.hstack([x, np.zeros((len(x), len(x)))])
    primal = logistic_evidence(x, y, 10**power)
    dual = logistic_evidence(wide, y, 10**power)
    assert np.abs(dual.weights[p:]).max() == 0
    for name in FIELDS:
        a, b = getattr(primal, name), getattr(dual, name)
        difference = np.abs(a - (b[:p] if name == "weights" else b)).max()
        assert difference <= 1e-8 * max(1, np.abs(b).max()), name


@pytest.mark.parametrize(("n", "p"), [(12, 5), (5, 12), (30, 30), (40, 3), (1, 1)])
@pytest.mark.parametrize("weight_decay", [1e-2, 1.0, 300.0])
def test_a_plain_newton_in_weight_space_finds_the_same(n, p, weight_decay):
    x, y = problem(n * p, n, p)
    fit = logistic_evidence(x, y, weight_decay)
    decay = np.full(p, weight_decay)
    weights = plain_newton(x, y, decay)
    hessian = hessian_at(weights, x, decay)
    sign, log_det = np.linalg.slogdet(hessian)
    eigenvalues = np.linalg.eigvalsh(hessian)
    log_occam = 0.5 * np.log(eigenvalues / weight_decay).sum()
    assert sign == 1
    np.testing.assert_allclose(fit.weights, weights, rtol=0, atol=1e-8)
    assert fit.cost == pytest.approx(cost_at(weights, x, y, decay), abs=1e-9)
    assert fit.log_occam == pytest.approx(log_occam, abs=1e-8)
    assert fit.log_occam == pytest.approx(
        0.5 * (log_det - p * np.log(weight_decay)), abs=1e-8
    )
    assert fit.log_evidence_ratio == pytest.approx(
        fit.cost + fit.log_occam - n * np.log(2), abs=1e-12
    )


def test_on_200_images_a_plain_newton_in_785_weights_finds_the_same():
    split = mnist(200, 1, digits=(3, 5), seed=0)
    x = np.hstack([split.x_train.double().numpy(), np.ones((200, 1))])
    y = signs(split.y_train, 3).numpy()
    for weight_decay in (1e-2, 10.0):
        fit = logistic_evidence(x, y, weight_decay)
        decay = np.full(785, weight_decay)
        weights = plain_newton(x, y, decay)
        _, log_det = np.linalg.slogdet(hessian_at(weights, x, decay))
        ratio = (
            cost_at(weights, x, y, decay)
            + 0.5 * (log_det - 785 * np.log(weight_decay))
            - 200 * np.log(2)
        )
        np.testing.assert_allclose(fit.weights, weights, rtol=0, atol=1e-8)
        assert fit.log_evidence_ratio == pytest.approx(ratio, abs=1e-8)


@pytest.mark.parametrize(("n", "p"), [(15, 4), (4, 9)])
def test_autograd_finds_no_slope_and_the_same_curvature(n, p):
    x, y = problem(3, n, p)
    fit = logistic_evidence(x, y, 0.1)
    tx, ty = torch.tensor(x), torch.tensor(y)

    def cost(w):
        data = torch.nn.functional.softplus(-ty * (tx @ w)).sum()
        return data + 0.05 * w @ w

    weights = torch.tensor(fit.weights, requires_grad=True)
    value = cost(weights)
    (gradient,) = torch.autograd.grad(value, weights)
    hessian = torch.autograd.functional.hessian(cost, weights.detach()).numpy()
    assert value.item() == pytest.approx(fit.cost, abs=1e-12)
    assert gradient.norm() <= 1e-8
    np.testing.assert_allclose(
        hessian, 0.1 * np.eye(p) + (x.T * fit.curvature) @ x, rtol=0, atol=1e-12
    )
    assert fit.log_occam == pytest.approx(
        0.5 * np.log(np.linalg.eigvalsh(hessian) / 0.1).sum(), abs=1e-10
    )


class TwoLogits(torch.nn.Module):
    """Logistic regression as a softmax over the logits 0 and w·x."""

    def __init__(self, weights):
        super().__init__()
        self.output = torch.nn.Linear(len(weights), 1, bias=False)
        self.output.weight.data = torch.tensor(weights)[None]

    def forward(self, x):
        f = self.output(x)
        return torch.cat([torch.zeros_like(f), f], 1)


@pytest.fixture(scope="module")
def laplace():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(
            "laplace", reason="pip install --no-deps -r tests/laplace-torch.txt"
        )


@pytest.mark.parametrize(("n", "p"), [(30, 7), (7, 20)])
@pytest.mark.parametrize("weight_decay", [0.01, 3.0])
def test_laplace_torch_finds_the_same_evidence(laplace, n, p, weight_decay):
    x, y = problem(n, n, p)
    fit = logistic_evidence(x, y, weight_decay)
    default = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        data = torch.utils.data.TensorDataset(
            torch.tensor(x), torch.tensor(y > 0).long()
        )
        theirs = laplace.Laplace(
            TwoLogits(fit.weights),
            "classification",
            subset_of_weights="all",
            hessian_structure="full",
            prior_precision=weight_decay,
        )
        theirs.fit(torch.utils.data.DataLoader(data, batch_size=n))
        log_evidence = float(theirs.log_marginal_likelihood())
    finally:
        torch.set_default_dtype(default)
    assert log_evidence == pytest.approx(-(fit.cost + fit.log_occam), abs=1e-8)


# --- What the approximation approximates ---------------------------------------------


def exact_log_evidence(x, y, weight_decay):
    """ln ∫ Π σ(y xw) N(w | 0, I/λ) dw over one weight or two, by quadrature."""
    y = np.asarray(y, float)
    peak = plain_newton(x, y, np.full(x.shape[1], weight_decay))
    top = cost_at(peak, x, y, weight_decay)
    width = 12 / np.sqrt(weight_decay)

    def height(*w):
        return np.exp(top - cost_at(np.array(w), x, y, weight_decay))

    if x.shape[1] == 1:
        points = sorted({-1.0, 0.0, 1.0, *peak})
        area, _ = integrate.quad(
            height, -width, width, points=points, epsabs=0, epsrel=1e-11, limit=500
        )
    else:
        grid, share = np.polynomial.legendre.leggauss(600)
        a, b = np.meshgrid(width * grid, width * grid)
        logs = -0.5 * weight_decay * (a**2 + b**2)
        for row, label in zip(x, y, strict=True):
            logs += log_expit(label * (a * row[0] + b * row[1]))
        area = width**2 * share @ np.exp(logs + top) @ share
    return np.log(area) - top + 0.5 * x.shape[1] * np.log(weight_decay / (2 * np.pi))


@pytest.mark.parametrize("p", [1, 2])
@pytest.mark.parametrize("weight_decay", [0.5, 30.0])
def test_many_examples_or_much_decay_bring_laplace_to_the_integral(p, weight_decay):
    x, _ = problem(p, 200, p, 0.5)
    y = np.where(x[:, 0] + np.random.default_rng(0).normal(size=200) > 0, 1.0, -1.0)
    fit = logistic_evidence(x, y, weight_decay)
    exact = exact_log_evidence(x, y, weight_decay)
    assert fit.log_evidence_ratio == pytest.approx(-exact - 200 * np.log(2), abs=0.02)
    few = slice(0, 4)
    fit = logistic_evidence(x[few], y[few], 100 * weight_decay)
    exact = exact_log_evidence(x[few], y[few], 100 * weight_decay)
    assert -fit.cost - fit.log_occam == pytest.approx(exact, abs=0.002)


@pytest.mark.parametrize("angle", [60, 75, 90, 105, 120])
def test_with_little_decay_ep_comes_closer_to_the_integral_than_laplace(angle):
    radians = np.deg2rad(angle)
    x = np.array([[2, 0], [2 * np.cos(radians), 2 * np.sin(radians)]])
    exact = exact_log_evidence(x, [1, 1], 0.01)
    fit = logistic_evidence(x, [1, 1], 0.01)
    laplace_error = abs(-fit.cost - fit.log_occam - exact)
    ep_error = abs(ep_evidence(x, [1, 1], 0.01).log_evidence - exact)
    assert laplace_error > 0.1
    assert ep_error < 0.1 * laplace_error


@settings(max_examples=20, deadline=None)
@given(some_seed, st.integers(1, 30), st.integers(1, 30))
def test_much_decay_leaves_a_coin_and_a_known_first_correction(seed, n, p):
    x, y = problem(seed, n, p)
    pull = x.T @ y
    weight_decay = 1e6
    fit = logistic_evidence(x, y, weight_decay)
    np.testing.assert_allclose(
        fit.weights * weight_decay, pull / 2, atol=1e-3 * np.abs(x).sum()
    )
    correction = ((x**2).sum() - pull @ pull) / 8
    assert fit.log_evidence_ratio * weight_decay == pytest.approx(
        correction, abs=1e-3 * (1 + n * (x**2).sum())
    )


# --- Invariances ---------------------------------------------------------------------


@hypothesis
@given(some_seed, side, side, some_scale, some_decay)
def test_brighter_images_are_the_same_as_less_decay(seed, n, p, scale, weight_decay):
    x, y = problem(seed, n, p)
    x = np.hstack([x, np.ones((n, 1))])
    brighter = logistic_evidence(scale * x, y, weight_decay)
    looser = logistic_evidence(x, y, weight_decay / scale**2)
    ratio = looser.log_evidence_ratio
    assert brighter.log_evidence_ratio == pytest.approx(ratio, rel=1e-8, abs=1e-8)
    difference = np.abs(scale * brighter.weights - looser.weights).max()
    assert difference <= 1e-6 * np.abs(looser.weights).max()


@pytest.mark.parametrize(("n", "p"), [(20, 6), (6, 20)])
def test_other_units_for_each_weight_move_the_curvature_but_not_the_evidence(n, p):
    x, y = problem(8, n, p)
    units = np.logspace(-1.5, 1.5, p)
    fit = logistic_evidence(x, y, 0.3)
    decay = 0.3 * units**2
    weights = plain_newton(x * units, y, decay)
    hessian = hessian_at(weights, x * units, decay)
    ratio = (
        cost_at(weights, x * units, y, decay)
        + 0.5 * np.linalg.slogdet(hessian)[1]
        - 0.5 * np.log(decay).sum()
        - n * np.log(2)
    )
    assert ratio == pytest.approx(fit.log_evidence_ratio, abs=1e-10)
    np.testing.assert_allclose(units * weights, fit.weights, rtol=1e-8, atol=1e-8)
    before = np.linalg.eigvalsh(hessian_at(fit.weights, x, np.full(p, 0.3)))[-1]
    assert np.linalg.eigvalsh(hessian)[-1] > 50 * before


@settings(max_examples=20, deadline=None)
@given(some_seed, side, st.integers(2, 40), some_decay)
def test_a_rotation_of_the_inputs_rotates_the_weights(seed, n, p, weight_decay):
    x, y = problem(seed, n, p)
    turn = ortho_group.rvs(p, random_state=seed)
    straight = logistic_evidence(x, y, weight_decay)
    turned = logistic_evidence(x @ turn, y, weight_decay)
    ratio = straight.log_evidence_ratio
    assert turned.log_evidence_ratio == pytest.approx(ratio, rel=1e-8, abs=1e-8)
    scale = np.abs(straight.weights).max()
    assert np.abs(turn @ turned.weights - straight.weights).max() <= 1e-6 * scale


@hypothesis
@given(some_seed, side, side, some_decay, st.randoms(use_true_random=False))
def test_the_order_of_the_examples_does_not_matter(seed, n, p, weight_decay, random):
    x, y = problem(seed, n, p)
    order = random.sample(range(n), n)
    fit = logistic_evidence(x, y, weight_decay)
    shuffled = logistic_evidence(x[order], y[order], weight_decay)
    ratio = fit.log_evidence_ratio
    assert shuffled.log_evidence_ratio == pytest.approx(ratio, rel=1e-8, abs=1e-8)
    np.testing.assert_allclose(shuffled.curvature, fit.curvature[order], atol=1e-8)


@hypothesis
@given(some_seed, side, side, some_decay)
def test_swapping_the_labels_turns_the_weights_round(seed, n, p, weight_decay):
    x, y = problem(seed, n, p)
    fit = logistic_evidence(x, y, weight_decay)
    swapped = logistic_evidence(x, -y, weight_decay)
    np.testing.assert_array_equal(swapped.weights, -fit.weights)
    assert swapped.log_evidence_ratio == fit.log_evidence_ratio


def test_a_blank_image_tells_nothing():
    x, y = problem(1, 6, 4)
    blank = np.vstack([x, np.zeros((3, 4))])
    with_blanks = logistic_evidence(blank, np.r_[y, 1, -1, 1], 0.1)
    ratio = logistic_evidence(x, y, 0.1).log_evidence_ratio
    assert with_blanks.log_evidence_ratio == pytest.approx(ratio, abs=1e-10)
    nothing = logistic_evidence(0 * x, y, 0.1)
    assert nothing.log_evidence_ratio == pytest.approx(0, abs=1e-14)
    assert np.abs(nothing.weights).max() == nothing.residual == 0


def test_images_with_no_pixel_in_common_add_their_evidence():
    lengths = np.array([0.1, 1.0, 5.0, 30.0])
    together = logistic_evidence(np.diag(lengths), [1, -1, 1, 1], 0.2)
    alone = [logistic_evidence([[r]], [1], 0.2).log_evidence_ratio for r in lengths]
    assert together.log_evidence_ratio == pytest.approx(sum(alone), abs=1e-10)


# --- Almost no decay -----------------------------------------------------------------


@pytest.mark.parametrize("weight_decay", [1e-2, 1e-6, 1e-9, 1e-12, 1e-15])
@pytest.mark.parametrize("copies", [1, 3, 20])
def test_equal_images_with_opposite_labels_are_fitted_to_the_end(copies, weight_decay):
    x, y = problem(copies, 20, 60, 10.0)
    x, y = np.vstack([x, x[:copies]]), np.r_[y, -y[:copies]]
    fit = logistic_evidence(x, y, weight_decay)
    assert fit.residual <= 1e-8
    assert precise_residual(fit.weights, x, y, weight_decay) <= 1e-8
    assert fit.cost >= copies * 2 * np.log(2) * (1 - 1e-12)
    assert fit.log_occam == pytest.approx(
        log_occam_of(x, fit.curvature, weight_decay), rel=1e-9
    )
    if copies == 20:
        assert fit.cost == pytest.approx(40 * np.log(2), abs=1e-9)
        np.testing.assert_allclose(fit.curvature, 0.25, atol=1e-9)


def test_one_image_with_both_labels_has_its_curvature_in_closed_form():
    x = np.array([[1.0, 2.0, 3.0]] * 2)
    for weight_decay in (1.0, 1e-6, 1e-12, 1e-16):
        fit = logistic_evidence(x, [1, -1], weight_decay)
        assert fit.log_occam == pytest.approx(
            0.5 * np.log1p(0.5 * 14 / weight_decay), abs=1e-8
        )


@settings(max_examples=25, deadline=None)
@given(some_seed, st.integers(1, 20), st.floats(-12, 0), st.floats(-1, 2))
def test_separable_images_are_fitted_to_the_end(seed, n, power, scale):
    x, y = problem(seed, n, 2 * n, 10**scale)
    fit = logistic_evidence(x, y, 10**power)
    assert fit.residual <= 1e-8
    assert precise_residual(fit.weights, x, y, 10**power) <= 1e-8
    assert fit.log_occam == pytest.approx(
        log_occam_of(x, fit.curvature, 10**power), rel=1e-9, abs=1e-12
    )


def test_with_more_separable_images_than_weights_too():
    x, _ = problem(5, 50, 3)
    y = np.sign(x @ [1.0, -2.0, 0.5])
    sweep = evidence_sweep(x, y, np.logspace(-12, 0, 7))
    for weights, weight_decay in zip(
        sweep.weights, np.logspace(-12, 0, 7), strict=True
    ):
        assert precise_residual(weights, x, y, weight_decay) <= 1e-8


def test_one_example_solves_its_own_equation_at_any_decay():
    # λ w = σ(-w), or in logarithms: w + ln w + ln(1 + e^-w) = ln(1/λ).
    for weight_decay in (1e-12, 1e-6, 1.0, 1e4):
        (w,) = logistic_evidence([[1.0]], [1], weight_decay).weights
        total = w + np.log(w) + np.log1p(np.exp(-w))
        assert total == pytest.approx(-np.log(weight_decay), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("n", "p"), [(3, 5), (5, 3)])
def test_a_gradient_that_does_not_vanish_is_measured_and_refused(monkeypatch, n, p):
    def stay(coordinates, point, *_, **__):
        return point

    x, y = problem(0, n, p)
    monkeypatch.setattr(logistic, "_minimise", stay)
    with pytest.raises(RuntimeError, match=r"weight_decay=0\.5.*raise the decay"):
        logistic_evidence(x, y, 0.5)
    # at weights of zero every label is half missed
    monkeypatch.setattr(logistic, "TOLERANCE", np.inf)
    residual = np.linalg.norm(x.T @ y) / np.linalg.norm(x, axis=1).sum()
    assert logistic_evidence(x, y, 0.5).residual == pytest.approx(residual)


# --- Many decays at once -------------------------------------------------------------


@hypothesis
@given(
    some_seed,
    st.integers(1, 15),
    st.integers(1, 15),
    st.lists(st.sampled_from(list(np.logspace(-8, 4, 13))), min_size=1, max_size=6),
)
def test_a_sweep_is_each_fit_in_the_order_asked(seed, n, p, decays):
    x, y = problem(seed, n, p)
    sweep = evidence_sweep(x, y, decays)
    assert sweep.weights.shape == (len(decays), p)
    assert sweep.curvature.shape == (len(decays), n)
    for i, weight_decay in enumerate(decays):
        fit = logistic_evidence(x, y, weight_decay)
        for name in FIELDS:
            a, b = getattr(sweep, name)[i], getattr(fit, name)
            # a fit alone may go the dual way where a sweep does not
            assert np.abs(a - b).max() <= 2e-8 * max(1, np.abs(b).max()), name


@hypothesis
@given(some_seed, side, side, some_scale, st.lists(some_decay, min_size=1, max_size=4))
def test_at_the_minimum_what_must_hold_does(seed, n, p, scale, decays):
    x, y = problem(seed, n, p, scale)
    decays = np.sort(decays)
    fit = evidence_sweep(x, y, decays)
    assert (fit.residual <= 1e-8).all()
    assert (fit.cost >= 0).all()
    assert (fit.cost <= n * np.log(2) * (1 + 1e-12)).all()
    assert (fit.log_occam >= 0).all()
    assert ((fit.curvature >= 0) & (fit.curvature <= 0.25 + 1e-15)).all()
    # λ is a price: more of it never buys a smaller cost, a better fit or a longer w.
    norm2 = (fit.weights**2).sum(1)
    loss = fit.cost - 0.5 * decays * norm2
    assert (np.diff(fit.cost) >= -1e-9 * n).all()
    assert (np.diff(loss) >= -1e-9 * n).all()
    assert (np.diff(norm2) <= 1e-9 * norm2[:-1]).all()


@settings(max_examples=20, deadline=None)
@given(some_seed, side, st.integers(1, 10))
def test_no_other_weights_cost_less(seed, n, p):
    x, y = problem(seed, n, p)
    fit = logistic_evidence(x, y, 0.01)
    rng = np.random.default_rng(seed)
    for size in (1e-3, 0.1, 10.0):
        elsewhere = fit.weights + size * rng.normal(size=p)
        assert cost_at(elsewhere, x, y, 0.01) > fit.cost


# --- Input ---------------------------------------------------------------------------


def test_it_does_not_matter_what_holds_the_numbers():
    x = np.array([[0, 1, 2], [3, 0, 1], [1, 1, 0], [2, 2, 2], [0, 0, 5]])
    y = np.array([1, -1, 1, 1, -1])
    reference = logistic_evidence(x.astype(float), y.astype(float), 0.5)
    for held_x, held_y, held_decay in (
        (x, y, 0.5),
        (x.tolist(), y.tolist(), np.float32(0.5)),
        (x.astype(np.float32), y.astype(np.int8), np.array(0.5)),
        (torch.tensor(x), torch.tensor(y), torch.tensor(0.5)),
        (torch.tensor(x).bfloat16(), torch.tensor(y).float(), 0.5),
        (torch.tensor(x, dtype=torch.float32, requires_grad=True), tuple(y), 0.5),
    ):
        fit = logistic_evidence(held_x, held_y, held_decay)
        for name in FIELDS:
            np.testing.assert_array_equal(getattr(fit, name), getattr(reference, name))
        assert fit.weights.dtype == fit.curvature.dtype == np.float64
        assert type(fit.cost) is type(fit.log_evidence_ratio) is float


def test_single_precision_input_is_worked_on_in_double():
    x, y = problem(2, 10, 20)
    single = x.astype(np.float32)
    fit = logistic_evidence(single, y, 1e-10)
    assert_same(fit, logistic_evidence(single.astype(float), y, 1e-10), rtol=0, atol=0)


def test_the_input_is_left_as_it_was():
    x, y = problem(2, 10, 20)
    kept = x.copy(), y.copy()
    decays = np.array([1.0, 100.0, 0.1])
    evidence_sweep(x, y, decays)
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])
    assert decays.tolist() == [1.0, 100.0, 0.1]


@pytest.mark.parametrize(
    ("x", "y", "fault"),
    [
        ([[1.0], [2.0]], [0, 1], "^y must hold only -1 and"),
        ([[1.0], [2.0]], [1, 0.5], "^y must hold only"),
        ([[1.0], [2.0]], [1, -1, 1], "^y must have one label"),
        ([[1.0], [2.0]], [1], "^y must have one label"),
        ([[1.0], [2.0]], [1, np.nan], "^y must be finite"),
        ([[1.0], [2.0]], [[1], [-1]], "^y must be a non-empty array with 1"),
        ([[1.0], [2.0]], [], "^y must be a non-empty"),
        ([[1.0], [2.0]], ["a", "b"], "^y must hold real"),
        ([[1.0], [np.inf]], [1, -1], "^x must be finite"),
        ([[1.0], [np.nan]], [1, -1], "^x must be finite"),
        ([1.0, 2.0], [1, -1], "^x must be a non-empty array with 2"),
        ([[[1.0]], [[2.0]]], [1, -1], "^x must be a non-empty array with 2"),
        (np.zeros((0, 3)), [], "^x must be a non-empty"),
        (np.zeros((2, 0)), [1, -1], "^x must be a non-empty"),
        ([[1j], [2.0]], [1, -1], "^x must hold real"),
        ([[1.0], [2.0, 3.0]], [1, -1], "^x must be a regular"),
    ],
)
def test_bad_examples_are_refused_by_name(x, y, fault):
    for evidence in (
        lambda: logistic_evidence(x, y, 1.0),
        lambda: evidence_sweep(x, y, [1.0]),
        lambda: ep_evidence(x, y, 1.0),
    ):
        with pytest.raises(ValueError, match=fault):
            evidence()


@pytest.mark.parametrize(
    "weight_decay", [0, -1.0, np.nan, np.inf, True, None, "1", 1j, [1.0]]
)
def test_a_bad_decay_is_refused_by_name(weight_decay):
    for evidence in (logistic_evidence, ep_evidence):
        with pytest.raises(ValueError, match=r"^weight_decay must be a finite number"):
            evidence([[1.0], [2.0]], [1, -1], weight_decay)


@pytest.mark.parametrize(
    "decays", [[], 1.0, [[1.0]], [1.0, 0.0], [-1.0], [np.nan], [1.0, np.inf], ["1"]]
)
def test_bad_decays_are_refused_by_name(decays):
    with pytest.raises(ValueError, match="weight_decays must"):
        evidence_sweep([[1.0], [2.0]], [1, -1], decays)
