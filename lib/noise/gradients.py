"""What minibatch noise looks like: the covariance of the per-example gradients.

A net has far more weights P than there are examples N, but its gradients on the
examples span at most N directions. All that their covariance [P, P] says is said by
the N x N matrix of their inner products, and for a net of fully connected layers that
matrix needs no per-example gradient: the gradient of an example's cost with respect to
the weights of a layer is an outer product, (what came back) x (what went in), and the
inner product of two outer products is the product of two inner products.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh
from scipy.special import softmax
from torch import nn

from lib.checks import inside, one_for_each, real_array, whole

Layer = tuple[np.ndarray, np.ndarray | None]


def _layers(weights: Any) -> list[Layer]:
    if isinstance(weights, nn.Sequential):
        modules = list(weights)
        expected = [nn.Linear, nn.ReLU] * (len(modules) // 2) + [nn.Linear]
        if [type(module) for module in modules] != expected:
            kinds = ", ".join(type(module).__name__ for module in modules)
            raise ValueError(
                "weights must be an nn.Sequential of Linear and ReLU in turn, from "
                f"Linear to Linear, not of {kinds or 'nothing'}"
            )
        weights = [(linear.weight, linear.bias) for linear in modules[::2]]
    if not isinstance(weights, list | tuple) or not weights:
        raise ValueError(
            "weights must be an nn.Sequential or a list of pairs (W, b), "
            f"not {type(weights).__name__}"
        )
    layers: list[Layer] = []
    for i, pair in enumerate(weights):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise ValueError(f"weights[{i}] must be a pair (W, b), not {pair!r}")
        w = real_array(f"W of weights[{i}]", pair[0], 2)
        b = None if pair[1] is None else real_array(f"b of weights[{i}]", pair[1], 1)
        if b is not None:
            one_for_each(f"b of weights[{i}]", b, "entry", len(w), "rows of W")
        if layers and w.shape[1] != len(layers[-1][0]):
            raise ValueError(
                f"W of weights[{i}] must have {len(layers[-1][0])} columns, one for "
                f"each output of the layer below, not {w.shape[1]}"
            )
        layers.append((w, b))
    return layers


def _labels(y: Any, n: int, classes: int) -> np.ndarray:
    y = real_array("y", y, 1)
    one_for_each("y", y, "label", n)
    strange = y[(y % 1 != 0) | (y < 0) | (y >= classes)]
    if strange.size:
        raise ValueError(
            f"y must hold whole numbers from 0 to {classes - 1}, one for each output "
            f"of the net, not {strange[0]:g}"
        )
    return y.astype(int)


def gradient_gram(weights: Any, x: ArrayLike, y: ArrayLike) -> np.ndarray:
    """Inner products of the per-example gradients of a ReLU net, not centred.

    G = Σ_l (Δ_l Δ_lᵀ) ∘ (A_{l-1} A_{l-1}ᵀ + 11ᵀ), where A_{l-1} [N, in] goes into
    layer l and Δ_l [N, out] is the gradient of each example's cross-entropy with
    respect to what comes out of it, before the ReLU; 11ᵀ is the biases' part. So
    G[i, i] = |g_i|², and the mean of all entries is the squared norm of the mean
    gradient. Computed in float64 whatever the weights' own precision. Taught in
    noise-scale, by way of `gradient_covariance_spectrum`.

    Parameters
    ----------
    weights
        Nn.Sequential of Linear and ReLU in turn, or a list of pairs W [out, in], b
        [out] (or None), arrays or tensors; a ReLU between layers, none at the end.
    x
        [N, in].
    y
        [N], the classes, from 0. The cost is softmax cross-entropy, nats.

    Returns
    -------
    [N, N], symmetric, positive semidefinite.

    Raises
    ------
    ValueError
        For another kind of net, shapes that do not fit, labels that are not classes
        of the net, or values that are not finite.
    """
    layers = _layers(weights)
    x = real_array("x", x, 2)
    if x.shape[1] != layers[0][0].shape[1]:
        raise ValueError(
            f"x must have {layers[0][0].shape[1]} columns, as the first layer does, "
            f"not {x.shape[1]}"
        )
    y = _labels(y, len(x), len(layers[-1][0]))

    inputs = [x]
    for w, b in layers:
        inputs.append(inputs[-1] @ w.T + (0 if b is None else b))
        if len(inputs) <= len(layers):
            np.maximum(inputs[-1], 0, out=inputs[-1])
    back = softmax(inputs.pop(), axis=1)
    # Not p - 1, which has no digits left for an example that is fitted well.
    rows = np.arange(len(x))
    back[rows, y] = 0
    back[rows, y] = -back.sum(1)

    gram = np.zeros((len(x), len(x)))
    for i in reversed(range(len(layers))):
        w, b = layers[i]
        gram += (back @ back.T) * (inputs[i] @ inputs[i].T + (b is not None))
        if i:
            back = (back @ w) * (inputs[i] > 0)
    return gram


def _covariance_gram(weights: Any, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    gram = gradient_gram(weights, x, y)
    row = gram.mean(0)
    gram -= row
    gram -= row[:, None]
    gram += row.mean()
    gram /= len(gram)
    return gram


def gradient_covariance_spectrum(
    weights: Any, x: ArrayLike, y: ArrayLike
) -> np.ndarray:
    """Eigenvalues of the covariance of the per-example gradients, descending.

    The covariance is (1/N) Σ (g_i - ḡ)(g_i - ḡ)ᵀ, [P, P]; its eigenvalues that are not
    zero are those of the Gram matrix, centred in rows and columns and over N. Centring
    costs one: the rank is at most N - 1, and the last value is zero but for round-off,
    with P < N all after the P-th. Multiply by N/(N - 1) for the unbiased covariance. N
    = 1,000 takes a second or two, and the time grows with N³. Taught in noise-scale.

    Parameters
    ----------
    weights, x, y
        As in `gradient_gram`.

    Returns
    -------
    [N], nats² per unit of squared weight; the sum is the trace of the covariance.

    Raises
    ------
    ValueError
        As `gradient_gram`.
    """
    values = eigh(_covariance_gram(weights, x, y), eigvals_only=True, overwrite_a=True)
    return np.maximum(values[::-1], 0)


def gradient_projections(
    weights: Any, x: ArrayLike, y: ArrayLike, k: int
) -> np.ndarray:
    """Per-example gradients, centred, along the top k eigenvectors of their covariance.

    With the centred Gram matrix UΛUᵀ/N the projections are the columns of √Λ U: each
    has mean 0 and mean square equal to its eigenvalue, and two are uncorrelated. Signs
    mean nothing, and are chosen so that the largest entry is positive. Taught in
    noise-scale.

    Parameters
    ----------
    weights, x, y
        As in `gradient_gram`.
    k
        From 1 to N - 1.

    Returns
    -------
    [N, k], in the order of `gradient_covariance_spectrum`.

    Raises
    ------
    ValueError
        As `gradient_gram`, or for k out of range.
    """
    n = len(real_array("x", x, 2))
    k = whole("k", k, 1, n - 1)
    values, vectors = eigh(
        _covariance_gram(weights, x, y), subset_by_index=[n - k, n - 1]
    )
    projections = vectors * np.sqrt(n * np.maximum(values, 0))
    largest = np.abs(projections).argmax(0)
    signs = np.where(projections[largest, np.arange(k)] < 0, -1, 1)
    return (projections * signs)[:, ::-1]


def effective_dimension(spectrum: ArrayLike, share: float = 0.99) -> int:
    """How many of the largest eigenvalues carry `share` of their sum.

    Taught in noise-scale.

    Parameters
    ----------
    spectrum
        [N], none negative, in any order.
    share
        In (0, 1].

    Raises
    ------
    ValueError
        For a negative eigenvalue, a sum of zero, or a share out of range.
    """
    values = real_array("spectrum", spectrum, 1)
    if values.min() < 0 or values.max() == 0:
        raise ValueError(
            "spectrum must hold no negative value and not only zeros; its smallest is "
            f"{values.min():g}, its largest {values.max():g}"
        )
    share = inside("share", share, 0, 1, "(]")
    total = np.cumsum(np.sort(values)[::-1])
    return int(np.searchsorted(total, share * total[-1])) + 1


def minibatch_kurtosis(projections: ArrayLike, batch_size: int = 1) -> np.ndarray:
    """Excess kurtosis of the gradient of a batch along given directions: κ/B.

    κ = ⟨q⁴⟩/⟨q²⟩² - 3 is that of a single example's. The fourth cumulants of
    independent draws add, so the mean of B of them, drawn with replacement, has κ/B
    exactly: zero is Gaussian, and the central limit theorem asks for B well above κ.
    Taught in noise-scale.

    Parameters
    ----------
    projections
        [N, k], centred here; as from `gradient_projections`.
    batch_size
        B, at least 1.

    Returns
    -------
    [k].

    Raises
    ------
    ValueError
        For a direction without variance, or B < 1.
    """
    q = real_array("projections", projections, 2)
    batch_size = whole("batch_size", batch_size, 1)
    scale = np.abs(q).max(0)
    q = q - q.mean(0)
    still = np.flatnonzero(np.abs(q).max(0) <= 1e-12 * scale)
    if still.size:
        raise ValueError(f"projections must vary, but column {still[0]} is constant")
    q /= np.abs(q).max(0)
    return ((q**4).mean(0) / (q**2).mean(0) ** 2 - 3) / batch_size
