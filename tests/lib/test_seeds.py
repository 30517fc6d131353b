import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.seeds import root, seeds, student_seed


@pytest.fixture(autouse=True)
def no_root(monkeypatch):
    monkeypatch.delenv("BOOK_SEED", raising=False)


def test_root_is_zero_where_nothing_is_set(monkeypatch):
    assert root() == 0
    monkeypatch.setenv("BOOK_SEED", "")
    assert root() == 0


@pytest.mark.parametrize("text", ["0", "7", "007", str(2**70)])
def test_root_is_what_is_set(monkeypatch, text):
    monkeypatch.setenv("BOOK_SEED", text)
    assert root() == int(text)


@pytest.mark.parametrize("text", ["-1", "1.5", "seven", " 7", "٣", "²", "1_000"])
def test_any_other_root_is_refused(monkeypatch, text):
    monkeypatch.setenv("BOOK_SEED", text)
    with pytest.raises(ValueError, match="BOOK_SEED must be a whole number") as error:
        seeds(3)
    assert repr(text) in str(error.value)


@settings(deadline=None)
@given(st.integers(1, 50), st.integers(0, 50), st.text())
def test_more_repeats_keep_those_already_run(n, more, purpose):
    many = seeds(n + more, purpose)
    assert many[:n] == seeds(n, purpose)
    assert len(many) == n + more
    assert all(type(seed) is int and 0 <= seed < 2**32 for seed in many)


def test_each_root_and_each_purpose_has_its_own_seeds(monkeypatch):
    drawn = []
    for value in ("0", "1", "2", str(2**40)):
        monkeypatch.setenv("BOOK_SEED", value)
        for purpose in ("", "labels", "weights"):
            drawn += seeds(100, purpose)
    assert len(set(drawn)) == len(drawn) == 1200


@pytest.mark.parametrize("n", [0, -1, 2.0, True, "3", None])
def test_a_bad_count_is_refused(n):
    with pytest.raises(ValueError, match="n must be a whole number at least 1"):
        seeds(n)


def test_each_student_and_each_purpose_has_a_seed_of_its_own(monkeypatch):
    drawn = [student_seed(f"s{i}", p) for i in range(500) for p in ("", "labels")]
    assert len(set(drawn)) == 1000
    assert all(type(seed) is int and 0 <= seed < 2**32 for seed in drawn)
    monkeypatch.setenv("BOOK_SEED", "7")
    assert student_seed("s0", "labels") == student_seed(" s0\n", "labels") == drawn[1]


@pytest.mark.parametrize("student", ["", "  ", None, 7])
def test_a_student_without_a_name_is_refused(student):
    with pytest.raises(ValueError, match="student must be a non-empty string"):
        student_seed(student)
