"""The same to the last bit where the machine keeps it, and to rounding where not."""

import os
import subprocess
import sys

import numpy as np
import pytest
import torch
from small_ensembles import DATA, MANY, SCORES

from lib.ensemble import promise
from lib.ensemble.train import train_ensemble

QUIET = {"progress": False}


@pytest.fixture
def rounding_by_batch(monkeypatch):
    """Products that round by how many are stacked, as MKL's do on some processors."""
    promise.exact.cache_clear()
    bmm, baddbmm = torch.bmm, torch.Tensor.baddbmm_

    def shaken(product):
        return product.mul_(1 + 2.0**-23 * (len(product) % 3))

    def other_bmm(x, w, out=None):
        made = shaken(bmm(x, w))
        return made if out is None else out.copy_(made)

    def other_baddbmm(self, left, right, *, alpha=1, beta=1):
        return self.copy_(shaken(baddbmm(self.clone(), left, right, alpha=alpha)))

    monkeypatch.setattr(torch, "bmm", other_bmm)
    monkeypatch.setattr(torch.Tensor, "baddbmm_", other_baddbmm)
    yield
    promise.exact.cache_clear()


def test_products_that_round_by_batch_are_found_out(rounding_by_batch):
    assert promise.exact() is False


@pytest.mark.parametrize("part", ["bmm", "baddbmm_"])
def test_each_kind_of_product_is_looked_at(monkeypatch, part):
    promise.exact.cache_clear()
    owner = torch if part == "bmm" else torch.Tensor
    true = getattr(owner, part)

    def wrong(first, *others, **options):
        made = true(first, *others, **options)
        return made.mul_(1 + 2.0**-22) if len(made) == 17 else made

    monkeypatch.setattr(owner, part, wrong)
    assert promise.exact() is False
    promise.exact.cache_clear()


def test_alone_and_among_others_is_then_equal_to_rounding(rounding_by_batch):
    settings = dict(steps=30, eval_at=[1, 30], hidden=(11,), **QUIET)
    together = train_ensemble(MANY, DATA, **settings)
    differ = 0
    for i in range(0, len(MANY), 9):
        alone = train_ensemble([MANY[i]], DATA, **settings)
        for name in SCORES[:4]:
            one, other = getattr(together, name)[i], getattr(alone, name)[0]
            # An image may change sides for the last digit of a logit.
            slack = 0.06 if "accuracy" in name else 1e-3 * (1 + abs(other))
            assert np.all(abs(one - other) <= slack)
            differ += not np.array_equal(one, other)
    assert differ, "these products are made to round differently"


def test_a_promise_that_came_too_late_is_said_to_have(rounding_by_batch, monkeypatch):
    monkeypatch.setattr(promise.rounding, "TORCH_WAS_THERE", True)
    monkeypatch.setattr(promise.rounding, "FOUND", None)
    monkeypatch.setattr(torch.backends.mkl, "is_available", lambda: True)
    with pytest.warns(UserWarning, match="Import lib first, or set MKL_CBWR=AUTO"):
        train_ensemble(MANY[:2], DATA, steps=2, eval_at=[2], **QUIET)


@pytest.mark.parametrize(
    ("there", "found", "mkl"),
    [(False, None, True), (True, "AUTO", True), (True, None, False)],
)
def test_nothing_is_said_where_nothing_would_have_helped(
    rounding_by_batch, monkeypatch, recwarn, there, found, mkl
):
    monkeypatch.setattr(promise.rounding, "TORCH_WAS_THERE", there)
    monkeypatch.setattr(promise.rounding, "FOUND", found)
    monkeypatch.setattr(torch.backends.mkl, "is_available", lambda: mkl)
    train_ensemble(MANY[:2], DATA, steps=2, eval_at=[2], **QUIET)
    assert not recwarn.list


@pytest.mark.skipif(
    not torch.backends.mkl.is_available(), reason="the promise is made for MKL"
)
@pytest.mark.parametrize("variable", [None, "AUTO", "COMPATIBLE"])
def test_with_mkl_it_is_kept_whether_the_variable_is_set_or_not(variable):
    environment = {key: os.environ[key] for key in os.environ if key != "MKL_CBWR"}
    environment |= {"MKL_CBWR": variable} if variable else {}
    code = "from lib.ensemble import exact; print(exact())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.stdout == "True\n", done.stderr
