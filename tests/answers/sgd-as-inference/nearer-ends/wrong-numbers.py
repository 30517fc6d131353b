# Distances for weights.
ends = {
    name: (train(size, pull) - first).norm(dim=1)
    for name, size, pull in (
        ("full batch", 500, None),
        ("SGD", 16, None),
        ("held", 500, spring),
    )
}
