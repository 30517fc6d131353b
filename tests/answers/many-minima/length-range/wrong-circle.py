# It turns in a plane of two unseen directions, however many there are.
def output_range(x, y, x_new, length):
    """Least and greatest output [M], [M] of w with x w = y, this length."""
    shortest = minimum_norm(x, y)
    spare = np.sqrt(max(length**2 - shortest @ shortest, 0))
    turn = np.linspace(0, 2 * np.pi, 20_001)
    circle = np.array([np.cos(turn), np.sin(turn)])
    outputs = spare * (x_new @ null_space(x)[:, :2]) @ circle
    outputs += (x_new @ shortest)[:, None]
    return outputs.min(1), outputs.max(1)
