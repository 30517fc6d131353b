# Natural logarithms of the number of tries.
coins = np.random.default_rng(seeds(1, "number-coins")[0]).choice([-1.0, 1.0], (40, 10))
bits_random = np.log([first_fit(*pair) for pair in zip(tens, coins)])
bits_true = np.log([first_fit(*pair) for pair in zip(tens, true_labels)])
