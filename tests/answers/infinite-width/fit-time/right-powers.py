# Squares one exponential until it is too late, and then halves the steps.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""

    def left(flow):
        r = flow @ y
        return r @ r / (y @ y)

    time = 1e-3 / np.trace(gram)
    flows = [expm(-gram * time)]
    while left(flows[-1]) > share:
        flows.append(flows[-1] @ flows[-1])
        if len(flows) > 36:
            return np.inf
    spent, so_far = 0.0, np.eye(len(y))
    for k in range(len(flows) - 1, -31, -1):
        step = flows[k] if k >= 0 else expm(-gram * time * 2.0**k)
        if left(step @ so_far) > share:
            so_far, spent = step @ so_far, spent + time * 2.0**k
    return spent
