# In logarithms.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    exponent = 1 / (2 + 2 / depth)
    return float(np.exp(exponent * (np.log(time) + np.log(2) + np.log1p(depth))))
