# Uses c in place of 1 - exp(-c), so that each example pays for less.
answer_bits = (1000 * 0.1 - np.log(20)) / np.log(2)
