"""Products of rounded factors leave the book's laws where they are."""

import numpy as np
import pytest
import torch

from lib.data import projected_mnist
from lib.ensemble import products
from lib.ensemble.settings import sweep
from lib.ensemble.train import train_ensemble
from lib.noise import scaling_exponent

LR = np.array([0.02, 0.04, 0.08, 0.16])
SIZES = 2 ** np.arange(2, 9)
SEEDS = range(100, 112)
STEPS = 4000


def rounded(tensor):
    """As a processor with bfloat16 tiles takes a factor: 8 bits of it."""
    return tensor.bfloat16().float()


@pytest.fixture
def bfloat16(monkeypatch):
    """What "medium" asks for, on a processor without tiles, from 16 images on."""
    bmm, baddbmm = torch.bmm, torch.Tensor.baddbmm_

    def factors(*given):
        medium = torch.get_float32_matmul_precision() == "medium"
        return map(rounded, given) if medium else given

    def rounding_bmm(x, w, out=None):
        return bmm(*factors(x, w), out=out)

    def rounding_baddbmm(self, left, right, **options):
        return baddbmm(self, *factors(left, right), **options)

    monkeypatch.setattr(products, "_is_zen5", lambda: False)
    monkeypatch.setattr(products, "_WORK", 0)
    monkeypatch.setattr(torch, "bmm", rounding_bmm)
    monkeypatch.setattr(torch.Tensor, "baddbmm_", rounding_baddbmm)


def accuracy(precision):
    """[LR, seed, B], of 32-64-10 networks."""
    result = train_ensemble(
        sweep(LR, 0.9, SIZES, 1000, 0.0, SEEDS),
        projected_mnist(2000, 3000, seed=5),
        steps=STEPS,
        eval_at=[STEPS],
        precision=precision,
        progress=False,
    )
    return result.test_accuracy.reshape(len(LR), len(SIZES), -1).transpose(0, 2, 1)


@pytest.mark.slow
def test_the_best_batch_size_and_its_law_do_not_move(bfloat16):
    highest, medium = accuracy("highest"), accuracy("medium")
    # With fewer images it is scoring alone that rounds.
    few, many = SIZES < 16, SIZES >= 16
    assert np.abs(highest - medium)[..., few].max() < 0.01
    assert (highest != medium)[..., many].mean() > 0.3
    # Resampling takes the same seeds of both, so that the two can be compared in pairs.
    one, other = (scaling_exponent(LR, SIZES, scores) for scores in (highest, medium))
    spread = (one.samples - other.samples).std()
    assert spread < 0.05
    assert abs(one.slope - other.slope) < 4 * spread + 0.01
    np.testing.assert_allclose(one.optimum, other.optimum, rtol=0.15)
    # On the plateau; on the cliff single runs fall by tens of per cent in either.
    flat = highest.mean(1) > highest.mean(1).max(1, keepdims=True) - 0.02
    moved = (medium - highest).mean(1)[flat]
    error = (medium - highest).std(1, ddof=1)[flat] / len(SEEDS) ** 0.5
    assert np.abs(moved).max() < 0.01
    assert np.all(np.abs(moved) <= 5 * error + 1e-12)
