"""Refuse bad input before any work, naming what was given and what is allowed."""

from __future__ import annotations

import math
import numbers
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


def one_of(name: str, value: Any, allowed: tuple[str, ...]) -> str:
    """`value` itself; ValueError unless it is one of the `allowed` words."""
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def signs_array(name: str, value: Any, n: int) -> np.ndarray:
    """`value` as float64 [n]; ValueError unless it holds `n` labels, each -1 or +1."""
    array = real_array(name, value, 1)
    if len(array) != n:
        raise ValueError(
            f"{name} must have one label for each of {n} rows of x, not {len(array)}"
        )
    strange = set(np.unique(array)) - {-1.0, 1.0}
    if strange:
        raise ValueError(f"{name} must hold only -1 and +1, not {min(strange):g}")
    return array
