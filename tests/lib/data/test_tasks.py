"""`lib.data.tasks`: what a reader would write, and its refusals."""

import numpy as np
import pytest
import torch

from lib.data.digits import mnist
from lib.data.tasks import projected_mnist, two_digits


@pytest.mark.parametrize("digits", [(3, 5), (5, 3), (0, 1)])
def test_labels_are_signs_of_the_two_digits_and_the_last_column_is_one(digits):
    task, split = two_digits(digits, 7, n=60), mnist(60, digits=digits, seed=7)
    for x, y, images, labels in (
        (task.x, task.y, split.x_train, split.y_train),
        (task.x_test, task.y_test, split.x_test, split.y_test),
    ):
        assert np.array_equal(x[:, :-1], images.double()) and (x[:, -1] == 1).all()
        assert np.array_equal(y > 0, labels == digits[0])
        assert set(y) == {-1.0, 1.0}
    assert len(task.x_test) == 940


def test_shuffled_labels_keep_their_counts_and_lose_the_images():
    true, random = two_digits((3, 5), 1), two_digits((3, 5), 1, shuffled=True)
    assert np.array_equal(true.x, random.x) and np.array_equal(
        true.x_test, random.x_test
    )
    assert true.y.sum() == random.y.sum() and true.y_test.sum() == random.y_test.sum()
    # Of 800 labels, half agree by chance: sd 14.
    assert abs((true.y_test == random.y_test).sum() - 400) < 100


def test_projections_are_those_on_the_principal_directions():
    split, task = mnist(300, 100, seed=2), projected_mnist(300, 100, 2, directions=8)
    gram = split.x_train.double() @ split.x_train.double().T
    values = torch.linalg.eigvalsh(gram).flip(0)[:8]
    squares = task.x_train.double().T @ task.x_train.double()
    assert torch.allclose(squares, torch.diag(values), rtol=1e-3, atol=1e-2)
    assert torch.equal(task.y_train, split.y_train) and task.x_test.shape == (100, 8)
    lost = (split.x_test**2).sum() - (task.x_test**2).sum()
    assert 0 < lost < 0.6 * (split.x_test**2).sum()


def test_all_directions_keep_all_lengths_and_angles():
    split, task = mnist(900, 50, seed=2), projected_mnist(900, 50, 2, directions=784)
    for a, b in ((split.x_train, task.x_train), (split.x_test, task.x_test)):
        assert torch.allclose(a @ a.T, b @ b.T, atol=2e-3)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: two_digits((3,), 0), "digits must be two"),
        (lambda: two_digits((3, 5, 8), 0), "digits must be two"),
        (lambda: two_digits((3, 3), 0), "digits must .* each once"),
        (lambda: two_digits((3, 5), 0, n=0), "n_train must be"),
        (lambda: projected_mnist(100, 10, 0, directions=0), "directions must be a"),
        (lambda: projected_mnist(20, 10, 0), "directions must be at most n_pool=20"),
        (lambda: projected_mnist(100, 10, -1), "seed must be"),
    ],
)
def test_refusals(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
