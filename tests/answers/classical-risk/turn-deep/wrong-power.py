# L - 1 in place of L - 2.
def deep_limit(t, layers):
    return 2 / np.pi * np.arctan(t ** (-1 / (layers - 1)))
