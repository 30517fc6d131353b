# κ/B, the chapter's law for independent draws.
def subset_kurtosis(q, batch_size):
    """Excess kurtosis of the mean of a random subset of q."""
    q = q - np.mean(q)
    return (np.mean(q**4) / np.mean(q**2) ** 2 - 3) / batch_size
