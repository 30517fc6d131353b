# The spare length is taken to be the whole length, without the shortest solution's.
def output_range(x, y, x_new, length):
    """Least and greatest output [M], [M] of w with x w = y, this length."""
    shortest = minimum_norm(x, y)
    span = np.linalg.qr(x.T)[0]
    rest = x_new - (x_new @ span) @ span.T
    reach = length * np.linalg.norm(rest, axis=1)
    return x_new @ shortest - reach, x_new @ shortest + reach
