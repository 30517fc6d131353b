# A spring with a bounded pull, and a loop.
ends = {
    name: train(size, pull)
    for name, size, pull in (
        ("held", 500, lambda w, first: 2e-3 * torch.tanh(2 * (w - first))),
        ("full batch", 500, None),
        ("SGD", 16, None),
    )
}
