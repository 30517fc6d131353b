# It returns the greatest outputs before the least.
def output_range(x, y, x_new, length):
    """Least and greatest output [M], [M] of w with x w = y, this length."""
    shortest = minimum_norm(x, y)
    span = np.linalg.qr(x.T)[0]
    rest = x_new - (x_new @ span) @ span.T
    spare = np.sqrt(max(length**2 - shortest @ shortest, 0))
    reach = spare * np.linalg.norm(rest, axis=1)
    return x_new @ shortest + reach, x_new @ shortest - reach
