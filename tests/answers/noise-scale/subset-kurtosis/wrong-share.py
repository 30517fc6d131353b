# The law of large N and heavy tails of part 4, at any N and κ.
def subset_kurtosis(q, batch_size):
    """Excess kurtosis of the mean of a random subset of q."""
    q = q - np.mean(q)
    kappa = np.mean(q**4) / np.mean(q**2) ** 2 - 3
    spread = batch_size / len(q) * (1 - batch_size / len(q))
    return kappa / len(q) * (1 - 6 * spread) / spread
