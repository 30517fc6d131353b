# A grid in the overlap, and infinity if its end is best.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    R = np.linspace(-0.99, 1 - 1e-4, 20_001)
    up, down = (1 + R) / 2, (1 - R) / 2
    entropy = -up * np.log(up) - down * np.log(down)
    worth = (np.sqrt(1 - flipped) - np.sqrt(flipped)) ** 2
    loads = entropy / -np.log(1 - worth * error(R))
    best = np.argmax(loads)
    return np.inf if best == len(R) - 1 else loads[best]
