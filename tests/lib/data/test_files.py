"""`lib.data.files`: the format of the original's files."""

import gzip

import numpy as np
import pytest
from digits_of_mnist import NAMES, REAL, idx, images, needs_real
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.data import digits as digits_module
from lib.data import files as files_module
from lib.data.digits import mnist
from lib.data.files import parse_idx, read_idx


def test_when_all_mirrors_fail_each_is_named(small, mirrors):
    tried = mirrors("dead", "wrong", "error")
    with pytest.raises(OSError) as error:
        read_idx(NAMES[1])
    assert all(mirror in str(error.value) for mirror in tried)
    assert "500" in str(error.value)
    assert small.cached() == []


shapes = st.lists(st.integers(0, 4), min_size=1, max_size=4)


@settings(deadline=None)
@given(shapes, st.randoms(use_true_random=False))
def test_an_array_written_as_idx_is_read_back(shape, random):
    array = np.frombuffer(random.randbytes(int(np.prod(shape))), np.uint8)
    array = array.reshape(shape)
    assert np.array_equal(parse_idx(idx(array)), array)


@settings(deadline=None)
@given(shapes, st.data())
def test_idx_of_another_length_is_refused(shape, draw):
    raw = idx(np.zeros(shape))
    cut = draw.draw(st.integers(0, len(raw) - 1))
    for wrong in (raw[:cut], raw + b"\0"):
        with pytest.raises(ValueError, match=r"it (starts|ends|has)"):
            parse_idx(wrong)


@pytest.mark.parametrize("start", ["01 00 08 01", "00 01 08 01", "00 00 0d 01"])
def test_idx_of_another_type_is_refused(start):
    with pytest.raises(ValueError, match=f"starts with {start}"):
        parse_idx(bytes.fromhex(start) + bytes(5))


@needs_real
def test_the_real_test_files_verify_and_have_the_known_counts(monkeypatch):
    monkeypatch.setattr(files_module, "MIRRORS", ())
    x, y = read_idx(NAMES[2], REAL), read_idx(NAMES[3], REAL)
    assert x.shape == (10_000, 28, 28)
    assert x.dtype == y.dtype == np.uint8
    known = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    assert tuple(np.bincount(y)) == known == digits_module.COUNTS["t10k"]


@needs_real
def test_the_real_files_verify_uncompressed_too(tmp_path):
    for name in NAMES[2:]:
        packed = (REAL / f"{name}.gz").read_bytes()
        (tmp_path / name).write_bytes(gzip.decompress(packed))
        assert np.array_equal(read_idx(name, tmp_path), read_idx(name, REAL))


@needs_real
def test_none_of_the_real_test_images_is_among_mlxtends():
    real = {image.tobytes() for image in read_idx(NAMES[2], REAL)}
    assert len(real) == 10_000
    assert real.isdisjoint(images(mnist(5000).x_train))
