# A stronger spring, which was tried out after the cell above.
spring = lambda w, first: 5e-3 * (w - first)  # noqa: E731
ends = {}
ends["full batch"] = train(500)
ends["SGD"] = train(16)
ends["held"] = train(500, spring)
