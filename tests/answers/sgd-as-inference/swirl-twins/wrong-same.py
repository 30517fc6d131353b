# The same system twice.
def twins(omega):
    """A and D of two systems with one current, the first with a period."""
    A = np.array([[2 * omega, omega], [-omega, 2 * omega]])
    D = 2 * omega * np.eye(2)
    return A, D, A, D
