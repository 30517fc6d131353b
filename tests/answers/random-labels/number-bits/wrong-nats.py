# The natural logarithm.
k, chance = np.arange(1, 60_000), 2.0**-10
answer_bits = chance * (1 - chance) ** (k - 1) @ np.log(k)
