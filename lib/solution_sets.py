"""Which weights fit, which generalise, and which of those that fit training finds.

Taught in the chapter classical-risk. The green set holds the weights of small empirical
risk, the magenta set those of small risk. In regression with few weights both are
ellipses; with f = Σ wᵢ²xᵢ and one example the green set is a curve; a wide ReLU network
has weights that fit whatever the labels are.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from lib.checks import positive, real_array, signs_array, whole


class Ellipse(NamedTuple):
    """{w: (w - center)ᵀ matrix (w - center) ≤ 1}, in any number of dimensions.

    `center` is [D], `matrix` [D, D], symmetric and positive definite.
    """

    center: np.ndarray
    matrix: np.ndarray


def sublevel_set(center, hessian, excess: float) -> Ellipse:
    """Where q(w) = (w - center)ᵀ hessian (w - center) is at most `excess`.

    Parameters
    ----------
    center : [D]. hessian : [D, D], symmetric, positive definite. excess : above 0.

    Raises
    ------
    ValueError
        If shapes differ, or `hessian` is not positive definite: the set is unbounded.
    """
    center, hessian = real_array("center", center, 1), real_array("hessian", hessian, 2)
    if hessian.shape != (len(center), len(center)):
        raise ValueError(f"hessian must be [{len(center)}, {len(center)}] like center")
    scale = np.abs(hessian).max()
    if np.abs(hessian - hessian.T).max() > 1e-10 * scale:
        raise ValueError("hessian must be symmetric")
    if np.linalg.eigvalsh(hessian)[0] <= 1e-14 * scale:
        raise ValueError("hessian must be positive definite: its set is unbounded")
    return Ellipse(center, hessian / positive("excess", excess))


def boundary(ellipse: Ellipse, points: int = 200) -> np.ndarray:
    """Points around an ellipse in the plane, [points, 2]; the last is the first."""
    angle = np.linspace(0, 2 * np.pi, whole("points", points, 3))
    if len(ellipse.center) != 2:
        raise ValueError("ellipse must be one in the plane to have its boundary drawn")
    root = np.linalg.cholesky(ellipse.matrix)
    circle = np.c_[np.cos(angle), np.sin(angle)]
    return ellipse.center + np.linalg.solve(root.T, circle.T).T


def farthest(inner: Ellipse, outer: Ellipse) -> float:
    """The largest value of outer's quadratic form on `inner`: at most 1 if contained.

    In coordinates that make `inner` the unit ball and `outer`'s form Σ mᵢ(uᵢ + dᵢ)²,
    the S-lemma says that the maximum is the minimum of μ + Σ μmᵢdᵢ²/(μ - mᵢ) over
    μ ≥ max mᵢ; where its derivative vanishes there is one root to find.

    Raises
    ------
    ValueError
        If they are not in the same number of dimensions.
    """
    if len(inner.center) != len(outer.center):
        raise ValueError(
            f"outer must have {len(inner.center)} dimensions like inner, "
            f"not {len(outer.center)}"
        )
    root = np.linalg.inv(np.linalg.cholesky(inner.matrix))
    m, axes = np.linalg.eigh(root @ outer.matrix @ root.T)
    d = axes.T @ np.linalg.solve(root.T, inner.center - outer.center)
    pull, top = np.abs(m * d), m[-1]

    def slope(multiplier: float) -> float:
        gap = multiplier - m
        shares = np.divide(pull, gap, out=np.zeros_like(pull), where=pull > 0)
        return 1 - (shares**2).sum()

    # Where the centre does not move along the longest axes, μ may stay at max m.
    pull[pull <= 1e-14 * top] = 0
    low, high = top + pull[m >= top * (1 - 1e-14)].max(), top + 2 * np.linalg.norm(pull)
    if pull.any() and slope(low) < 0:
        low = brentq(slope, low, high, xtol=1e-15 * top, rtol=1e-14)
    gap = low - m
    gain = np.divide(m * d**2, gap, out=np.zeros_like(m), where=pull > 0)
    return float(low + low * gain.sum())


def contains(outer: Ellipse, inner: Ellipse) -> bool:
    """Whether `inner` lies within `outer`, decided without sampling."""
    return farthest(inner, outer) <= 1


def flow_end_points(w, x, y: float) -> np.ndarray:
    """Where gradient flow on ½(f - y)² takes f = Σ wᵢ²xᵢ: closed up to one root.

    Since dwᵢ/dt = -2(f - y)xᵢwᵢ, each weight is wᵢ(0) exp(2xᵢS) with one S for all, and
    at the end Σ wᵢ(0)² xᵢ exp(4xᵢS) = y. So |w₁|^(1/x₁) / |w₂|^(1/x₂) is conserved.

    Parameters
    ----------
    w : [M, D], where M flows start, no row all zero. x : [D], above 0. y : above 0.

    Returns
    -------
    [M, D]

    Raises
    ------
    ValueError
        If a shape or a sign is not as above: the flow would not reach f = y.
    """
    w, x, y = real_array("w", w, 2), real_array("x", x, 1), positive("y", y)
    if w.shape[1] != len(x):
        raise ValueError(f"w must have {len(x)} columns, one per x, not {w.shape[1]}")
    if not (x > 0).all():
        raise ValueError(f"x must be above 0, not {x.min():g}")
    if not w.any(1).all():
        raise ValueError("w must not have a row of zeros: the flow would stay there")
    with np.errstate(divide="ignore"):
        terms = 2 * np.log(np.abs(w)) + np.log(x)
    time = np.zeros(len(w))
    # ln f is convex in S with slopes in [4 min x, 4 max x]: Newton's method converges.
    for _ in range(200):
        exponents = terms + 4 * x * time[:, None]
        peak = exponents.max(1)
        share = np.exp(exponents - peak[:, None])
        value = peak + np.log(share.sum(1)) - np.log(y)
        time -= value / (4 * (share @ x) / share.sum(1))
        if np.abs(value).max() < 1e-13:
            break
    return w * np.exp(2 * x * time[:, None])


def solution_curve(x, y: float, points: int = 4001) -> np.ndarray:
    """All minima of ½(w₁²x₁ + w₂²x₂ - y)²: an ellipse [points, 2], closed."""
    x, y = real_array("x", x, 1), positive("y", y)
    if len(x) != 2 or not (x > 0).all():
        raise ValueError(f"x must be two numbers above 0, not {x.tolist()}")
    return boundary(Ellipse(np.zeros(2), np.diag(x / y)), points)


def arc_share(curve, chosen) -> float:
    """The share of the length of `curve` [K, 2] whose chords' midpoints are `chosen`.

    `chosen` is called with the midpoints [K - 1, 2] and returns truth values [K - 1].
    """
    curve = real_array("curve", curve, 2)
    lengths = np.linalg.norm(np.diff(curve, axis=0), axis=1)
    good = np.asarray(chosen(0.5 * (curve[1:] + curve[:-1])), dtype=bool)
    return float(lengths[good].sum() / lengths.sum())


class ReluNet(NamedTuple):
    """One hidden layer: f(x) = out · max(0, x @ hidden + bias) + offset."""

    hidden: np.ndarray
    bias: np.ndarray
    out: np.ndarray
    offset: float

    def __call__(self, x) -> np.ndarray:
        """Outputs [n] for inputs [n, D]."""
        return np.maximum(0, x @ self.hidden + self.bias) @ self.out + self.offset


def shattering_net(x, y) -> ReluNet:
    """A network with 3⌈m/D⌉ units that gives x [n, D] the labels y, m the rarer class.

    Points of the rarer class are taken D at a time: a hyperplane goes through them, and
    three units make a ridge over it, too thin to touch any other point. Outputs are
    ±½. Since m ≤ n/2, one width suffices for all labellings: with k units, 2D⌊k/3⌋
    points in general position are shattered (after Baum 1988).

    Raises
    ------
    ValueError
        For labels other than ±1, or points that are not in general position: more than
        D of them on one of the hyperplanes.
    """
    x = real_array("x", x, 2)
    y = signs_array("y", y, len(x))
    n, dimension = x.shape
    rarer = 1.0 if (y > 0).sum() <= n / 2 else -1.0
    members = np.flatnonzero(y == rarer)
    normals, shifts, heights = [], [], []
    for start in range(0, len(members), dimension):
        group = members[start : start + dimension]
        plane = np.c_[x[group], -np.ones(len(group))]
        free = np.linalg.svd(plane)[2][len(group) :]
        normal = np.random.default_rng(0).standard_normal(len(free)) @ free
        normal /= np.linalg.norm(normal[:-1])
        away = np.abs(x @ normal[:-1] - normal[-1])[np.setdiff1d(range(n), group)]
        width = 0.5 * away.min(initial=1.0)
        if width < 1e-9 * max(1.0, np.abs(x).max()):
            raise ValueError("x must be in general position: no D + 1 on a hyperplane")
        for shift, height in ((width, 1), (0, -2), (-width, 1)):
            normals.append(normal[:-1])
            shifts.append(shift - normal[-1])
            heights.append(rarer * height / width)
    hidden = np.reshape(normals, (-1, dimension)).T
    return ReluNet(hidden, np.array(shifts), np.array(heights), -rarer / 2)
