# It counts the negative examples only.
answer_size = next(k for k in range(1, 1000) if 86.4 < 2.4 * k + 19.2 - 1e-9)
