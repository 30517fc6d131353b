# Both noises uneven, and the second one's axes turned.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    c, s = np.cos(0.7), np.sin(0.7)
    axes = np.array([[c, -s], [s, c]])
    D1 = axes @ np.diag([4 * omega, 3 * omega]) @ axes.T
    D2 = axes @ np.diag([6 * omega, 1 * omega]) @ axes.T
    turn = [[0, omega], [-omega, 0]]
    return D1 + turn, D1, D2 + turn, D2
