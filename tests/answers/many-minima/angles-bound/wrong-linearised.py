# The theorem's exponential is replaced by a straight line, which makes it larger.
slope = 1 / np.sqrt(np.pi - 1)
share = quad(lambda z: norm.pdf(z) * norm.cdf(slope * z) ** 200, -12, 12, epsabs=0)[0]
answer_bound = -(np.log(share) + np.log(0.05)) / 200
