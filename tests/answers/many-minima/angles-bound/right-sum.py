# It adds up a fine grid in the place of an integral, and writes the bound as a power.
z = np.linspace(-12, 12, 24_001)
logs = norm.logpdf(z) + 200 * norm.logcdf(z / np.sqrt(np.pi - 1))
share = np.exp(logs).sum() * (z[1] - z[0])
answer_bound = 1 - (0.05 * share) ** (1 / 200)
