# It steps through even numbers of negatives, and misses the least.
minus = next(k for k in range(2, 1000, 2) if 86.4 < 2.4 * k + 19.2 - 1e-9)
answer_size = 4 * minus
