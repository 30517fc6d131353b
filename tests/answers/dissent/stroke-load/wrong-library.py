# The book's own, for the perceptron.
def critical_load(error, flipped):
    """Load above which rivals at any overlap are rare; perhaps np.inf."""
    from lib.perceptron import annealed_transition

    return float(annealed_transition().load)
