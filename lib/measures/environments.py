"""Whether a measure follows the error along each single setting.

Networks are entries of lists, and a setting is a list too; a network that is missing,
because its training did not end, is left out. A small measure promises little error.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lib.checks import one_for_each, whole
from lib.measures.ranking import code, lists, order, tau


class GranulatedTau(NamedTuple):
    """Kendall's τ among networks that differ in one setting alone.

    Attributes
    ----------
    mean
        Ψ of Jiang et al. (2020): the mean of `axes`.
    worst
        The least of `axes`.
    axes
        By setting, the mean τ along it; none for a setting in which no two networks
        differ alone.
    """

    mean: float
    worst: float
    axes: dict[str, float]


class SignErrors(NamedTuple):
    """How often a measure is wrong about the sign of a change, by environment.

    An environment is a pair of settings that differ in one hyper-parameter.

    Attributes
    ----------
    axes
        [E], the name of that hyper-parameter.
    errors
        [E], the weighted share of pairs of networks, one from each side, of which the
        measure has the wrong order; ½ for a pair that either of the two leaves tied.
    weights
        [E], the sum of the weights of its pairs, above 0.
    """

    axes: np.ndarray
    errors: np.ndarray
    weights: np.ndarray


def granulated_tau(
    measure: ArrayLike,
    error: ArrayLike,
    settings: Mapping[str, ArrayLike],
    repeat: ArrayLike | None = None,
) -> GranulatedTau:
    """τ among networks that agree in all settings but one; its mean and its worst.

    For each setting, the mean of `kendall_tau` over the groups of two or more networks
    that differ in this one alone; then Jiang et al. (2020) take the mean over the
    settings. Taught in measures.

    Parameters
    ----------
    measure, error
        [n]
    settings
        For each hyper-parameter its values [n], numbers or words.
    repeat
        [n], such as the seed: networks of a group agree in it, and no mean is taken
        along it.

    Raises
    ------
    ValueError
        If lengths differ, or no two networks differ in one setting alone.
    """
    measure, error = lists(measure, error)
    codes = _codes(settings, len(error))
    fixed = np.zeros(len(error), int) if repeat is None else code("repeat", repeat)
    one_for_each("repeat", fixed, "entry", len(error), "networks")
    axes = {}
    for name in codes:
        rest = np.stack([fixed, *(codes[other] for other in codes if other != name)])
        group = np.unique(rest, axis=1, return_inverse=True)[1].ravel()
        members = [np.flatnonzero(group == g) for g in range(group.max() + 1)]
        taus = [
            tau(measure[these], error[these])
            for these in members
            if len(np.unique(codes[name][these])) > 1
        ]
        if taus:
            axes[name] = float(np.mean(taus))
    if not axes:
        raise ValueError("settings must have two networks that differ in one alone")
    return GranulatedTau(float(np.mean([*axes.values()])), min(axes.values()), axes)


def sign_errors(
    measure: ArrayLike,
    error: ArrayLike,
    settings: Mapping[str, ArrayLike],
    n_test: int | None = None,
) -> SignErrors:
    """How often the sign of a change is wrong, for each change of one setting.

    The largest of `errors` is the robust sign-error of Dziugaite et al. (2020): a
    measure that explains a change of any one setting has it small. Taught in measures.

    Parameters
    ----------
    measure, error
        [n]
    settings
        For each hyper-parameter its values [n], numbers or words.
    n_test
        Test images that `error` is from. A pair of networks whose errors are d apart
        then has the weight ((1 - 2 exp(-n_test d²/2))² - ½)₊, by Hoeffding's
        inequality, as theirs; without it each has 1.

    Raises
    ------
    ValueError
        If lengths differ, or there is no environment with a weight.
    """
    measure, error = lists(measure, error)
    codes = _codes(settings, len(error))
    places = np.stack([*codes.values()], 1)
    rows, row = np.unique(places, axis=0, return_inverse=True)
    wrong = (1 - order(measure) * order(error)) / 2
    weight = np.ones_like(wrong)
    if n_test is not None:
        gap = error[:, None] - error
        sure = 1 - 2 * np.exp(-whole("n_test", n_test, 1) * gap**2 / 2)
        weight = np.maximum(np.maximum(sure, 0) ** 2 - 0.5, 0)
    found = []
    for a, b in combinations(range(len(rows)), 2):
        differ = np.flatnonzero(rows[a] != rows[b])
        if len(differ) == 1:
            pairs = np.ix_(row.ravel() == a, row.ravel() == b)
            total = weight[pairs].sum()
            if total:
                share = (wrong[pairs] * weight[pairs]).sum() / total
                found.append(([*codes][differ[0]], share, total))
    if not found:
        raise ValueError("settings must have two that differ in one hyper-parameter")
    axes, errors, weights = map(np.array, zip(*found, strict=True))
    return SignErrors(axes, errors, weights)


def _codes(settings: Any, n: int) -> dict[str, np.ndarray]:
    """The values of each setting, counted from 0."""
    if not isinstance(settings, Mapping) or not settings:
        raise ValueError(f"settings must be a dict of lists, not {settings!r}")
    codes = {name: code(name, values) for name, values in settings.items()}
    for name, found in codes.items():
        one_for_each(f"settings[{name!r}]", found, "value", n, "networks")
    return codes
