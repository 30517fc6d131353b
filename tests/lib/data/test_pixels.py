"""`lib.data.pixels`: what each way of spoiling keeps and destroys."""

import numpy as np
import pytest
import torch

from lib.data.digits import mnist
from lib.data.pixels import gaussian_pixels, shuffle_each_image, shuffle_pixels


@pytest.fixture(scope="module")
def split():
    return mnist(500, 500, seed=1)


def test_one_shuffle_is_an_isometry_shared_by_all_images(split):
    x, x_test = shuffle_pixels(split.x_train, 3), shuffle_pixels(split.x_test, 3)
    before, after = torch.cdist(split.x_train, split.x_test), torch.cdist(x, x_test)
    torch.testing.assert_close(after, before, atol=2e-3, rtol=0)
    assert not torch.equal(x, split.x_train)
    assert not torch.equal(x, shuffle_pixels(split.x_train, 4))


def test_a_shuffle_each_keeps_every_image_s_greys_and_no_place(split):
    x = shuffle_each_image(split.x_train, 3)
    assert torch.equal(x.sort(1).values, split.x_train.sort(1).values)
    # An order shared by all images would leave pixels that are always background.
    assert (x.amax(0) > 0).all()
    assert x.mean(0).std() < 0.2 * split.x_train.mean(0).std()


def test_each_image_has_its_own_order():
    x = torch.arange(50.0).repeat(20, 1)
    assert len(torch.unique(shuffle_each_image(x, 0), dim=0)) == 20


def test_gaussian_pixels_match_mean_and_variance_and_nothing_else(split):
    x = gaussian_pixels(split.x_train, 3)
    assert x.dtype == split.x_train.dtype and x.shape == split.x_train.shape
    assert x.mean() == pytest.approx(split.x_train.mean().item(), abs=3e-3)
    assert x.std() == pytest.approx(split.x_train.std().item(), rel=1e-2)
    centred = (x - x.mean()) / x.std()
    assert (centred**4).mean() == pytest.approx(3, abs=0.05)
    own = ((x - x.mean()) * (split.x_train - split.x_train.mean())).mean()
    assert abs(own) < 2e-3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d, s: shuffle_pixels(d.x_train, s),
        lambda d, s: shuffle_each_image(d.x_train, s),
        lambda d, s: gaussian_pixels(d.x_train, s),
    ],
)
def test_the_seed_decides_and_pytorch_s_generator_is_left_alone(split, spoil):
    torch.manual_seed(0)
    state = torch.get_rng_state()
    a, b, c = (spoil(split, seed) for seed in (1, 1, 2))
    assert torch.equal(a, b) and not torch.equal(a, c)
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: shuffle_pixels(torch.zeros(3), 0), "x must be"),
        (lambda: shuffle_pixels(torch.zeros(3, 2), 0.5), "seed must be"),
        (lambda: shuffle_each_image(torch.zeros(3, 2).long(), 0), "x must be a tensor"),
        (lambda: shuffle_each_image(np.zeros((3, 2)), 0), "x must be a tensor"),
        (lambda: gaussian_pixels(torch.full((3, 2), torch.nan), 0), "x must be finite"),
    ],
)
def test_refusals(call, named):
    with pytest.raises(ValueError, match=named):
        call()
