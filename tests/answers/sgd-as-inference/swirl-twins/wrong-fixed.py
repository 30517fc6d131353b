# Noise of a fixed size, which does for small currents only.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    turn = np.array([[0, omega], [-omega, 0]])
    D1, D2 = np.eye(2), np.diag([1.5, 0.5])
    return D1 + turn, D1, D2 + turn, D2
