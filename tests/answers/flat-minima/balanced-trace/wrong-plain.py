# It is the plain trace, which a rewriting changes.
def balanced_trace(model, loss, probes=100, seed=0):
    """Least trace over all rewritings of a net with one hidden layer."""
    return hessian_trace(model, loss, probes, seed=seed).estimate
