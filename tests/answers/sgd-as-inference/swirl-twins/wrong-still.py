# The second has no current at all.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    turn = np.array([[0, omega], [-omega, 0]])
    D1, D2 = 3 * omega * np.eye(2), omega * np.diag([5, 1])
    return D1 + turn, D1, D2, D2
