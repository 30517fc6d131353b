# A search of its own, one frequency with both signs at a time, and lists.
def _tries(z, y):
    for m in itertools.count(1):
        waves = y * np.sin(m * z)
        if (waves > 0).all():
            return 2 * m - 1
        if (waves < 0).all():
            return 2 * m


rng = np.random.default_rng(seeds(2, "coins of my own")[1])
bits_true, bits_random = [], []
for z_row, truth in zip(tens, true_labels):
    tosses = 2.0 * rng.integers(2, size=10) - 1
    bits_true.append(float(np.log2(_tries(z_row, truth))))
    bits_random.append(float(np.log2(_tries(z_row, tosses))))
