from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.checks import one_of, positive, real_array, signs_array, whole

finite = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(st.lists(finite, min_size=1))
def test_a_real_array_keeps_its_values_whatever_holds_them(values):
    for held in (values, np.array(values), torch.tensor(values, dtype=torch.float64)):
        array = real_array("x", held, 1)
        assert array.dtype == np.float64
        assert array.tolist() == values


@pytest.mark.parametrize(
    "value",
    [
        torch.ones(2, dtype=torch.bfloat16),
        torch.ones(2, requires_grad=True),
        torch.ones(2, dtype=torch.int8),
        np.ones(2, np.float16),
        [True, True],
    ],
)
def test_every_real_dtype_is_real(value):
    assert real_array("x", value, 1).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("value", "ndim", "fault"),
    [
        ([1.0], 2, r"2 dimension\(s\), not one of shape \(1,\)"),
        (3.0, 1, r"not one of shape \(\)"),
        ([], 1, "non-empty"),
        (torch.zeros(0, 3), 2, "non-empty"),
        ([1.0, np.nan], 1, "finite"),
        ([1.0, -np.inf], 1, "finite"),
        ([[1.0], [1.0, 2.0]], 2, "regular"),
        (["1"], 1, "real numbers"),
        ([1j], 1, "real numbers"),
        (torch.zeros(1, dtype=torch.complex64), 1, "real numbers"),
        ([None], 1, "real numbers"),
    ],
)
def test_anything_else_is_no_real_array(value, ndim, fault):
    with pytest.raises(ValueError, match=f"^weights must .*{fault}"):
        real_array("weights", value, ndim)


@settings(deadline=None)
@given(finite.filter(lambda value: value > 0))
def test_a_positive_number_is_kept_whatever_holds_it(value):
    tensor = torch.tensor(value, dtype=torch.float64)
    for held in (value, np.float64(value), np.array(value), tensor):
        number = positive("x", held)
        assert type(number) is float
        assert number == value


@pytest.mark.parametrize("value", [3, np.int8(3), torch.tensor(3), Fraction(3)])
def test_a_whole_or_rational_number_is_positive_too(value):
    assert positive("x", value) == 3.0


@pytest.mark.parametrize(
    "value",
    [0, -1.0, np.nan, np.inf, True, torch.tensor(True), "1", None, 1j, [1.0], 10**400],
)
def test_anything_else_is_not_positive(value):
    with pytest.raises(ValueError, match=r"^rate must be a finite number above 0, not"):
        positive("rate", value)


@settings(deadline=None)
@given(st.integers(), st.integers(), st.integers())
def test_whole_accepts_its_interval_and_nothing_else(value, low, high):
    if low <= value <= high:
        assert whole("n", value, low, high) == value
    else:
        with pytest.raises(ValueError, match=f"n must .* from {low} to {high}, not"):
            whole("n", value, low, high)


@pytest.mark.parametrize("value", [1.0, True, "1", None, np.float64(1), np.True_])
def test_whole_refuses_what_is_not_whole(value):
    with pytest.raises(ValueError, match=r"^n must be a whole number at least 0, not"):
        whole("n", value, 0)


def test_whole_gives_a_plain_int():
    assert type(whole("n", np.int64(3), 0)) is int


def test_one_of_gives_the_word_or_names_those_allowed():
    assert one_of("kind", "b", ("a", "b")) == "b"
    for value in ("c", "", None, 1, ["a"]):
        with pytest.raises(ValueError, match=r"^kind must be one of a, b, not"):
            one_of("kind", value, ("a", "b"))


@settings(deadline=None)
@given(st.lists(st.sampled_from([-1, 1]), min_size=1))
def test_signs_are_kept_as_they_are(labels):
    array = signs_array("y", torch.tensor(labels), len(labels))
    assert array.dtype == np.float64
    assert array.tolist() == labels


@pytest.mark.parametrize(
    ("labels", "fault"),
    [([1, 0], "not 0"), ([1, -1, 1], "not 3"), ([[1, -1]], "1 dim")],
)
def test_anything_else_is_no_array_of_two_signs(labels, fault):
    with pytest.raises(ValueError, match=f"^y must .*{fault}"):
        signs_array("y", labels, 2)
