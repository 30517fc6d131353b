# It takes the whole of a new image, not what is left of it outside the training images.
def output_range(x, y, x_new, length):
    """Least and greatest output [M], [M] of w with x w = y, this length."""
    shortest = minimum_norm(x, y)
    spare = np.sqrt(max(length**2 - shortest @ shortest, 0))
    reach = spare * np.linalg.norm(x_new, axis=1)
    return x_new @ shortest - reach, x_new @ shortest + reach
