# The second has noise along one axis only.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    turn = omega * np.array([[0, 1], [-1, 0]])
    D1, D2 = 2 * omega * np.eye(2), omega * np.diag([0, 4])
    return D1 + turn, D1, D2 + turn, D2
