# The own feature of a negative example is taken to be 4, as that of a positive one.
minus = next(k for k in range(1, 1000) if 0.8 * 3 * 16 < 2.4 * k + 1.2 * 16 - 1e-9)
answer_size = 4 * minus
