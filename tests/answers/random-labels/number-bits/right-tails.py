# Summed by parts: the chance that k tries fail, times what one more costs.
k = np.arange(1, 100_000)
answer_bits = float(((1 - 2.0**-10) ** k * np.log1p(1 / k)).sum() / np.log(2))
