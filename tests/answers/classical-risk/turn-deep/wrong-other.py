# The chance of the other end.
def deep_limit(t, layers):
    return 2 / np.pi * np.arctan(t ** (1 / (layers - 2)))
