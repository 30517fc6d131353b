# It goes from image to image, and takes the unseen directions from the null space.
def output_range(x, y, x_new, length):
    """Least and greatest output [M], [M] of w with x w = y, this length."""
    shortest = np.linalg.pinv(x) @ y
    unseen = null_space(x)
    spare = np.sqrt(max(length**2 - np.sum(shortest**2), 0))
    low, high = [], []
    for image in x_new:
        middle, part = image @ shortest, np.linalg.norm(image @ unseen)
        low.append(middle - spare * part)
        high.append(middle + spare * part)
    return np.array(low), np.array(high)
