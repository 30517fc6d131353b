# The two measurements have each other's names.
coins = np.random.default_rng(seeds(1, "number-coins")[0]).choice([-1.0, 1.0], (40, 10))
bits_true = np.log2([first_fit(*pair) for pair in zip(tens, coins)])
bits_random = np.log2([first_fit(*pair) for pair in zip(tens, true_labels)])
