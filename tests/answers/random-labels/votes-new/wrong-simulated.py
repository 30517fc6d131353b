# A count of drawn labels, with the error of a count: the share was not computed.
rng = np.random.default_rng(seeds(1, "votes-new")[0])
shape = (400_000, 3)
told = np.where(rng.random(shape) < 0.4, rng.integers(10, size=shape), 0)
said = np.where(told[:, 1] == told[:, 2], told[:, 1], told[:, 0])
answer_new = np.mean(said != 0)
