"""`lib.capacity.shattering`: every labelling of small sets."""

import numpy as np
import pytest

from lib.capacity.learners import all_targets
from lib.capacity.shattering import shattering_net


@pytest.mark.parametrize(("n", "d"), [(8, 1), (8, 2), (10, 3), (5, 7)])
def test_every_labelling_is_reached_with_few_units(n, d):
    x = np.random.default_rng(n).standard_normal((n, d))
    for y in all_targets(n):
        net = shattering_net(x, y)
        np.testing.assert_allclose(net(x), y / 2, atol=1e-6)
        assert len(net.bias) == 3 * -(-min((y > 0).sum(), (y < 0).sum()) // d)


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (lambda: shattering_net([[1.0], [1.0]], [1, -1]), "^x must be in general"),
        (lambda: shattering_net([[1.0]], [2]), "^y must hold only"),
    ],
)
def test_bad_input_is_refused_by_name(call, fault):
    with pytest.raises(ValueError, match=fault):
        call()
