# The limit, rounded to two decimals.
def deep_limit(t, layers):
    return round(2 / np.pi * np.arctan(t ** (-1 / (layers - 2))), 2)
