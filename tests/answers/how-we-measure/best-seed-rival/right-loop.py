# Counts up a numpy integer, with an integral of its own on a grid.
rivals_seeds = np.int64(0)
flattery = -np.inf
x = np.linspace(-10, 10, 20_001)
while flattery < 0.5:
    rivals_seeds += 1
    density = rivals_seeds * norm.pdf(x) * norm.cdf(x) ** (rivals_seeds - 1)
    flattery = np.sum(x * density) * (x[1] - x[0])
