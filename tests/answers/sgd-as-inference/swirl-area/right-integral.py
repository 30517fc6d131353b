# The cloud as an integral over the past, by many small steps.
def swirl(A, D):
    """Area swept per unit of time in each plane, [j, k], at rest."""
    from scipy.linalg import expm

    step = 1e-2 / np.abs(np.linalg.eigvals(A)).max()
    keep = expm(-A * step)
    # exact kick of one step, by Van Loan's block matrix
    n = len(A)
    block = expm(np.block([[A, 2 * D], [np.zeros((n, n)), -A.T]]) * step)
    cloud = keep @ block[:n, n:]
    for _ in range(60):
        cloud = cloud + keep @ cloud @ keep.T
        keep = keep @ keep
    return (A @ cloud - cloud @ A.T) / 2
