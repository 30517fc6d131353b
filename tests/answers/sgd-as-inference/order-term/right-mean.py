# The whole term less its mean over orders.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    whole, before = np.zeros(g.shape[1]), np.zeros(g.shape[1])
    for hessian, slope in zip(H, g):
        whole = whole + hessian @ before
        before = before + slope
    return whole - (H.sum(0) @ before - (H @ g[..., None]).sum(0)[:, 0]) / 2
