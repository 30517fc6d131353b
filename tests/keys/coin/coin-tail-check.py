assert abs(tail(10, 6) - 386 / 1024) < 1e-9, "the hidden six of ten"
assert tail(5, 0) == 1
