# The price of certainty, the logarithm of δ, is left out.
slope = 1 / np.sqrt(np.pi - 1)
share = quad(lambda z: norm.pdf(z) * norm.cdf(slope * z) ** 200, -12, 12, epsabs=0)[0]
answer_bound = 1 - share ** (1 / 200)
