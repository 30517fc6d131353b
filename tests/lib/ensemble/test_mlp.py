"""One step of many networks: PyTorch's numbers, and alike in any company."""

from itertools import pairwise

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_ensembles import alike
from torch import nn

from lib.ensemble.draws import initial_weights
from lib.ensemble.mlp import MLPStack
from lib.ensemble.modules import ModuleStack
from lib.ensemble.products import multiplying, precision
from lib.ensemble.settings import Plan
from lib.ensemble.threads import one_thread

WIDTHS = st.sampled_from([1, 2, 3, 5, 8, 10, 16, 17, 31, 33, 64, 65, 100])


def sequential(sizes, seed):
    """PyTorch's network with the weights of this seed."""
    layers = []
    for (a, b), (weight, bias) in zip(
        pairwise(sizes), initial_weights(sizes, seed), strict=True
    ):
        linear = nn.Linear(a, b)
        linear.load_state_dict({"weight": weight, "bias": bias})
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def products(sizes, images):
    """As a block multiplies that trains such networks on so many images a step."""
    return multiplying(precision(Plan(sizes[1:-1], 1, (1,)), sizes, images))


def stacked(sizes, lr, weight_decay=0.0, momentum=0.0, batch_size=4):
    layers = []
    drawn = [initial_weights(sizes, seed) for seed in range(len(lr))]
    for layer in range(len(sizes) - 1):
        parts = ([d[layer][part] for d in drawn] for part in (0, 1))
        layers.append(tuple(torch.stack(list(part)) for part in parts))
    lr = torch.tensor(lr, dtype=torch.float64)
    decay = torch.full_like(lr, weight_decay)
    return MLPStack(layers, lr, decay, momentum, batch_size)


def batches(steps, runs, size, n_features, n_classes, seed=0):
    generator = torch.Generator().manual_seed(seed)
    x = torch.rand(steps, runs, size, n_features, generator=generator)
    y = torch.randint(n_classes, (steps, runs, size), generator=generator)
    return x, y


@pytest.mark.parametrize("hidden", [(), (16,), (12, 20), (8, 8, 8)])
@pytest.mark.parametrize("momentum", [0.0, 1e-300, 0.6, 0.9])
@pytest.mark.parametrize("weight_decay", [0.0, 0.03])
def test_each_step_is_that_of_pytorch_and_of_the_general_path(
    hidden, momentum, weight_decay
):
    sizes, rates, size = (9, *hidden, 4), [0.02, 0.3, 0.1], 5
    x, y = batches(25, 3, size, 9, 4)
    nets = [sequential(sizes, seed) for seed in range(3)]
    fast = stacked(sizes, rates, weight_decay, momentum, size)
    general = ModuleStack(nets, fast.lr, fast.weight_decay, momentum)
    optimizers = [
        torch.optim.SGD(
            net.parameters(), lr=lr, momentum=momentum, weight_decay=weight_decay
        )
        for net, lr in zip(nets, rates, strict=True)
    ]
    test = torch.rand(11, 9)
    for step in range(25):
        losses = []
        for run, (net, optimizer) in enumerate(zip(nets, optimizers, strict=True)):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(x[step, run]), y[step, run])
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        with torch.no_grad():
            fast.step(fast.prepare(x[step]), y[step])
            general.step(general.prepare(x[step]), y[step])
            expected = torch.stack([net(test).mT for net in nets])
            many = test.expand(3, 11, 9)
            for stack in (fast, general):
                given_losses = stack.losses(y[step])
                torch.testing.assert_close(given_losses, torch.stack(losses))
                torch.testing.assert_close(
                    stack.predict(stack.prepare(many)), expected, rtol=1e-4, atol=1e-5
                )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(WIDTHS, min_size=2, max_size=4),
    st.sampled_from([1, 2, 3, 7, 16, 33, 64, 100]),
    st.integers(2, 12),
    st.sampled_from([0.0, 0.9]),
    st.sampled_from([0.0, 0.01]),
    st.randoms(use_true_random=False),
)
def test_company_and_place_do_not_change_a_bit(
    library, sizes, size, runs, momentum, weight_decay, random
):
    sizes[-1] += 1
    rates = [random.choice([0.01, 0.1, 1.0]) for _ in range(runs)]
    x, y = batches(6, runs, size, sizes[0], sizes[-1])
    chosen = random.choices(range(runs), k=random.randint(2, 5))
    with one_thread(), products(sizes, size), torch.no_grad():
        full = stacked(sizes, rates, weight_decay, momentum, size)
        for step in range(6):
            if step == 2:
                part = full.take(torch.tensor(chosen))
            full.step(full.prepare(x[step]), y[step])
            if step < 2:
                continue
            part.step(part.prepare(x[step, chosen]), y[step, chosen])
    for a, b in zip(full.weights, part.weights, strict=True):
        assert alike(a[chosen], b)
    with one_thread(), products(sizes, 37), torch.no_grad():
        test = full.prepare(torch.rand(37, sizes[0]))
        logits = full.predict(test.expand(runs, *test.shape))[chosen]
        again = part.predict(test.expand(len(chosen), *test.shape))
    assert alike(again, logits)


@pytest.mark.parametrize("size", [1, 16])
def test_at_the_size_of_the_paper_too(library, size):
    sizes = (784, 800, 10)
    x, y = batches(2, 5, size, 784, 10)
    with one_thread(), products(sizes, size), torch.no_grad():
        full = stacked(sizes, [0.1] * 5, 0.0, 0.9, size)
        part = full.take(torch.tensor([3, 0]))
        for step in range(2):
            full.step(full.prepare(x[step]), y[step])
            part.step(part.prepare(x[step, [3, 0]]), y[step, [3, 0]])
    for a, b in zip(full.weights, part.weights, strict=True):
        assert alike(a[[3, 0]], b)


def test_a_copy_is_apart():
    stack = stacked((3, 4, 2), [0.1, 0.2, 0.3], momentum=0.5)
    x, y = batches(2, 3, 4, 3, 2)
    stack.step(stack.prepare(x[0]), y[0])
    copy = stack.take(torch.tensor([0, 1, 2]))
    before = [w.clone() for w in (*copy.weights, *copy.velocity)]
    stack.step(stack.prepare(x[1]), y[1])
    now = [*copy.weights, *copy.velocity]
    assert all(torch.equal(a, b) for a, b in zip(before, now, strict=True))
    assert not torch.equal(copy.weights[0], stack.weights[0])


def test_one_thread_leaves_no_trace():
    threads = torch.get_num_threads()
    tiny = torch.tensor(1e-39)
    torch.set_num_threads(2)
    try:
        for flush in (True, False):
            torch.set_flush_denormal(flush)
            with one_thread(), one_thread():
                assert torch.get_num_threads() == 1
                assert float(tiny * 1) == 0.0
            assert (float(tiny * 1) == 0.0) is flush
            assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)
