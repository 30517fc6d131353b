# Solves for S with the quartile of a Gaussian, and leaves a numpy integer.
most_runs = np.floor(4 / norm.isf(0.25) ** 2 - 1).astype(int)
