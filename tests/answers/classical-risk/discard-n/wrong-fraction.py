# Where both risks are equal, which is no number of examples.
answer_n = 41 + 0.4**2 * 40 / (1 - 23 / 40 + 0.4**2 * 23 / 16)
