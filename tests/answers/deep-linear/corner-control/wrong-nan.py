# Not numbers.
corner, size = np.nan, np.nan
