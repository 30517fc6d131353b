# Loops, and the angle from two lengths instead of an arccosine.
def step_covariance(x, z, s):
    """Covariance of f at the rows of x [n, d] and of z [m, d], as [n, m]."""
    found = np.zeros((len(x), len(z)))
    for i, one in enumerate(x):
        for j, other in enumerate(z):
            a, b = np.append(one, s), np.append(other, s)
            a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
            angle = 2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))
            found[i, j] = 0.5 - angle / (2 * np.pi)
    return found
