# Counts members family by family: one founder, and those of each child's family.
def family(c, depth, most):
    """Coefficients [most + 1] of K_D and of Theta_D, for D = depth."""
    size, ever = np.zeros(most + 2), np.zeros(most + 2)
    size[1] = ever[1] = 1.0
    for layer in range(depth):
        new, members = np.zeros(most + 2), np.zeros(most + 2)
        fewer, several = np.zeros(most + 2), np.eye(most + 2)[0]
        for k in range(len(c)):
            new += c[k] * several
            members += c[k] * several
            members += c[k] * k * np.convolve(fewer, ever)[: most + 2]
            fewer, several = several, np.convolve(several, size)[: most + 2]
        size, ever = new, members
    return size[:-1], ever[:-1]
