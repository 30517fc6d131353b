# A mean of draws, with the error of a mean: the sum was not computed.
rng = np.random.default_rng(seeds(1, "number-bits")[0])
answer_bits = np.log2(rng.geometric(2.0**-10, 400_000)).mean()
