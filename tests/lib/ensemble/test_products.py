"""Which library multiplies: float32 products with either, by rule, not by chance."""

import itertools
import threading

import numpy as np
import pytest
import torch
from small_ensembles import DATA, MANY, alike, assert_same

from lib.ensemble import products
from lib.ensemble.products import multiplying, precision, uses_onednn
from lib.ensemble.settings import Plan
from lib.ensemble.threads import one_thread
from lib.ensemble.train import train_ensemble

PLAN = Plan(hidden=(64,), steps=1, eval_at=(1,))
SIZES = (32, 64, 10)
PAPER = (784, 800, 10)


@pytest.fixture
def processor(monkeypatch):
    """Says what the processor says of itself."""

    def set_to(text, level="AVX512"):
        products._is_zen5.cache_clear()
        monkeypatch.setattr(products, "_processor", lambda: text)
        monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: level)

    yield set_to
    products._is_zen5.cache_clear()


LINUX = "vendor_id\t: {}\ncpu family\t: {}\nmodel\t\t: 2\nstepping\t: 1\n"


@pytest.mark.parametrize(
    ("text", "level", "wanted"),
    [
        (LINUX.format("AuthenticAMD", 26), "AVX512", True),
        (LINUX.format("AuthenticAMD", 26), "AVX2", False),
        (LINUX.format("AuthenticAMD", 25), "AVX512", False),
        (LINUX.format("GenuineIntel", 6), "AVX512", False),
        ("AMD64 Family 26 Model 68 Stepping 0, AuthenticAMD", "AVX512", True),
        ("AMD64 Family 25 Model 97 Stepping 2, AuthenticAMD", "AVX512", False),
        ("Intel64 Family 6 Model 85 Stepping 4, GenuineIntel", "AVX512", False),
        ("processor\t: 0\nCPU implementer\t: 0x41\n", "DEFAULT", False),
        ("arm", "DEFAULT", False),
        ("", "AVX512", False),
    ],
)
def test_only_where_it_was_measured_is_anything_chosen(processor, text, level, wanted):
    processor(text, level)
    assert products._is_zen5() is wanted


def test_elsewhere_every_product_is_as_it_was(processor):
    processor(LINUX.format("GenuineIntel", 6))
    for sizes, images in itertools.product((SIZES, PAPER, (2, 2)), (1, 16, 64, 256)):
        assert precision(PLAN, sizes, images) == "highest"


def test_medium_is_passed_on_where_a_stack_of_two_is_large_enough(monkeypatch):
    plan = PLAN._replace(precision="medium")
    monkeypatch.setattr(products, "uses_onednn", lambda: False)
    assert precision(plan, SIZES, 1) == "highest"
    assert precision(plan, SIZES, 16) == "highest"
    assert precision(plan, SIZES, 64) == "medium"
    assert precision(plan, PAPER, 15) == "highest"
    assert precision(plan, PAPER, 16) == "medium"
    # 2 networks x 64 images x 32 multiplications: PyTorch would multiply it itself.
    assert precision(plan, (300, 16, 2), 64) == "highest"
    assert precision(plan, (300, 17, 2), 64) == "medium"
    assert precision(plan._replace(device="cuda"), SIZES, 1) == "medium"
    assert precision(PLAN._replace(device="cuda"), SIZES, 256) == "highest"


@pytest.mark.parametrize(("sizes", "images"), [(SIZES, 64), (SIZES, 1), (PAPER, 16)])
def test_either_library_multiplies_float32_numbers(library, sizes, images):
    generator = torch.Generator().manual_seed(1)
    for n_in, out in itertools.pairwise(sizes):
        x = torch.randn(3, images, n_in, generator=generator)
        w = torch.randn(3, n_in, out, generator=generator)
        with one_thread(), multiplying(precision(PLAN, sizes, images)):
            made = torch.bmm(x, w).double()
        true = torch.bmm(x.double(), w.double())
        # Rounding to bfloat16 would be off by 1e-3 of that.
        scale = torch.bmm(x.double().abs(), w.double().abs())
        assert ((made - true).abs() / scale).max() < 1e-6


def test_both_libraries_train_the_same_networks_up_to_rounding(monkeypatch):
    settings = dict(steps=20, eval_at=[0, 20], hidden=(1000,), progress=False)
    runs = [run._replace(batch_size=20, lr=0.1) for run in MANY[::7]]
    results = []
    for forced in (False, True):
        monkeypatch.setattr(products, "_is_zen5", lambda forced=forced: forced)
        results.append(train_ensemble(runs, DATA, **settings))
    for name in ("train_loss", "test_loss"):
        one, other = (getattr(result, name) for result in results)
        np.testing.assert_allclose(one, other, rtol=1e-3)


def test_medium_is_highest_where_the_device_has_no_fewer_bits(library):
    if not products._keeps_float32():
        pytest.skip("this processor multiplies rounded factors where it is told medium")
    settings = dict(steps=20, eval_at=[20], hidden=(1000,), progress=False)
    runs = [run._replace(batch_size=20) for run in MANY[::7]]
    medium = train_ensemble(runs, DATA, precision="medium", **settings)
    if uses_onednn():
        assert_same(medium, train_ensemble(runs, DATA, **settings))
    assert np.isfinite(medium.test_loss).all()


@pytest.mark.parametrize("given", ["high", "float32", None, 16])
def test_another_precision_is_an_error_that_says_what_is_allowed(given):
    with pytest.raises(ValueError, match="precision must be one of highest, medium"):
        train_ensemble(MANY[:2], DATA, steps=1, eval_at=[1], precision=given)


def test_the_setting_outside_is_as_it_was_whatever_happens():
    torch.set_float32_matmul_precision("high")
    try:
        with multiplying("medium"):
            assert torch.get_float32_matmul_precision() == "medium"
        assert torch.get_float32_matmul_precision() == "high"
        with pytest.raises(ArithmeticError), multiplying("highest"):
            raise ArithmeticError
        assert torch.get_float32_matmul_precision() == "high"
        train_ensemble(MANY[:2], DATA, steps=1, eval_at=[1], progress=False)
        assert torch.get_float32_matmul_precision() == "high"
    finally:
        torch.set_float32_matmul_precision("highest")


def test_a_thread_does_not_wait_for_itself():
    with multiplying("medium"):
        with multiplying("medium"):
            pass
        with pytest.raises(RuntimeError, match="inside another"), multiplying("high"):
            pass
    with multiplying("highest"):
        assert torch.get_float32_matmul_precision() == "highest"


def test_threads_that_ask_for_the_same_go_together_and_others_wait():
    both = threading.Barrier(2)
    order = []

    def work(how, barrier=None):
        with multiplying(how):
            if barrier:
                barrier.wait(30)
            order.append((how, torch.get_float32_matmul_precision()))

    together = [threading.Thread(target=work, args=("medium", both)) for _ in range(2)]
    with multiplying("medium"):
        other = threading.Thread(target=work, args=("highest",))
        other.start()
        for thread in together:
            thread.start()
        for thread in together:
            thread.join(60)
        assert order == [("medium", "medium")] * 2
    other.join(60)
    assert order[2:] == [("highest", "highest")]


def test_numbers_do_not_depend_on_what_another_thread_multiplies_with(library):
    settings = dict(steps=200, eval_at=[200], hidden=(1000,), progress=False)
    small = [run._replace(batch_size=4) for run in MANY[::5]]
    large = [run._replace(batch_size=20) for run in MANY[::5]]
    alone = [train_ensemble(runs, DATA, **settings) for runs in (small, large)]
    beside = [None, None]

    def train(place, runs):
        beside[place] = train_ensemble(runs, DATA, **settings)

    threads = [
        threading.Thread(target=train, args=item) for item in enumerate((small, large))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    for one, other in zip(alone, beside, strict=True):
        assert alike(one.test_loss, other.test_loss)
