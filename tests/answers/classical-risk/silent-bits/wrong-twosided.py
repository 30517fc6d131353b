# Has 2 / delta, as the chapter's bound on both sides, where 1 / delta is enough.
answer_bits = (-1000 * np.log(0.9) - np.log(2 / 0.05)) / np.log(2)
