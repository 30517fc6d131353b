# The sum ends at four times the mean, before the terms are small.
k, chance = np.arange(1, 4096), 2.0**-10
answer_bits = chance * (1 - chance) ** (k - 1) @ np.log2(k)
