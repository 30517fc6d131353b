# Noise not uneven enough: both oscillate.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    turn = np.array([[0, omega], [-omega, 0]])
    D1, D2 = 3 * omega * np.eye(2), omega * np.diag([3.5, 2.5])
    return D1 + turn, D1, D2 + turn, D2
