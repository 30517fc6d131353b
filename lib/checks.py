"""Refuse bad input before any work, naming what was given and what is allowed."""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
import torch


def real_array(name: str, value: Any, ndim: int) -> np.ndarray:
    """`value` (array, tensor or nested list) as a float64 array of `ndim` dimensions.

    Raises
    ------
    ValueError
        If it has another number of dimensions, is empty, is not real, or holds a value
        that is not finite.
    """
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu()
        # numpy has no bfloat16.
        value = (value.double() if value.is_floating_point() else value).numpy()
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a regular array: {error}") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, not dtype {array.dtype}")
    if array.ndim != ndim or array.size == 0:
        raise ValueError(
            f"{name} must be a non-empty array with {ndim} dimension(s), "
            f"not one of shape {array.shape}"
        )
    array = array.astype(np.float64)
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must be finite, but holds nan or infinity")
    return array


def positive(name: str, value: Any) -> float:
    """`value` as a float; ValueError unless it is a finite number above zero."""
    if isinstance(value, torch.Tensor | np.ndarray) and value.ndim == 0:
        value = value.item()
    real = isinstance(value, numbers.Real) and not isinstance(value, bool)
    try:
        number = float(value) if real else math.nan
    except OverflowError:
        number = math.inf
    if not 0 < number < math.inf:
        raise ValueError(f"{name} must be a finite number above 0, not {value!r}")
    return number


def whole(name: str, value: Any, low: int, high: int | None = None) -> int:
    """`value` as an int; ValueError unless it is a whole number in [low, high]."""
    allowed = f"at least {low}" if high is None else f"from {low} to {high}"
    if (
        not isinstance(value, numbers.Integral)
        or isinstance(value, bool)
        or value < low
        or (high is not None and value > high)
    ):
        raise ValueError(f"{name} must be a whole number {allowed}, not {value!r}")
    return int(value)


def nonempty(name: str, value: Any) -> str:
    """`value` itself; ValueError unless it is a string with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} must be a non-empty string, not {value!r}")
    return value


def one_of(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    """`value` itself; ValueError unless it is one of the `allowed` words."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def inside(name: str, value: Any, low: float, high: float, ends: str = "[]") -> float:
    """`value` as a float; ValueError unless it is in the interval from `low` to `high`.

    `ends` says which of the two belong to it: "[]", "[)", "(]" or "()". An infinite end
    never does.
    """
    try:
        number = float(real_array(name, value, 0))
    except ValueError:
        number = math.nan
    above = low <= number if ends[0] == "[" else low < number
    below = number <= high if ends[1] == "]" else number < high
    if isinstance(value, bool) or not (above and below):
        allowed = f"in {ends[0]}{low:g}, {high:g}{ends[1]}"
        if high == math.inf:
            allowed = f"{'at least' if ends[0] == '[' else 'above'} {low:g} and finite"
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return number


def below_one(name: str, value: Any) -> float:
    """`value` as a float; ValueError unless it is in [0, 1)."""
    return inside(name, value, 0, 1, "[)")


def not_negative(name: str, value: Any) -> float:
    """`value` as a float; ValueError unless it is a finite number of at least 0."""
    return inside(name, value, 0, math.inf, "[)")


def array_where(
    name: str, value: Any, allowed: Callable[[np.ndarray], np.ndarray], rule: str
) -> np.ndarray:
    """`value`, of any shape, as float64; ValueError where it is not `allowed`."""
    try:
        ndim = np.ndim(value)
    except ValueError:
        ndim = 0
    array = real_array(name, value, ndim)
    wrong = array[~allowed(array)]
    if wrong.size:
        raise ValueError(f"{name} must be {rule}, not {wrong.flat[0]:g}")
    return array


def one_for_each(
    name: str, array: Any, what: str, n: int, of: str = "rows of x"
) -> None:
    """ValueError unless `array` has one `what` for each of `n` of something."""
    if len(array) != n:
        raise ValueError(
            f"{name} must have one {what} for each of {n} {of}, not {len(array)}"
        )


def same_columns(name: str, array: np.ndarray, other: str, columns: int) -> None:
    """ValueError unless `array` `[m, D]` has as many columns as `other` has."""
    if array.shape[1] != columns:
        raise ValueError(
            f"{name} must have {columns} columns, as {other} has, not {array.shape[1]}"
        )


def signs_array(name: str, value: Any, n: int, of: str = "rows of x") -> np.ndarray:
    """`value` as float64 [n]; ValueError unless it holds `n` labels, each -1 or +1."""
    array = real_array(name, value, 1)
    one_for_each(name, array, "label", n, of)
    strange = set(np.unique(array)) - {-1.0, 1.0}
    if strange:
        raise ValueError(f"{name} must hold only -1 and +1, not {min(strange):g}")
    return array


def targets_array(name: str, value: Any, n: int, of: str = "rows of x") -> np.ndarray:
    """`value` as float64 [n] or [n, k]; ValueError unless it has `n` rows."""
    array = real_array(name, value, 2 if np.ndim(value) == 2 else 1)
    one_for_each(name, array, "target", n, of)
    return array


def tensor_kind(value: Any) -> str:
    """What a refusal says was given instead of a tensor of another kind."""
    if isinstance(value, torch.Tensor):
        return f"one of shape {list(value.shape)} and type {value.dtype}"
    return repr(value)
