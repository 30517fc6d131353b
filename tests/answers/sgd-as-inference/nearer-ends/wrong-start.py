# The starts, untrained.
ends = {name: first for name in ("full batch", "SGD", "held")}
