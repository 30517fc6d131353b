# Forgets the price of the confidence.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    cold = np.geomspace(1e-3, 30, 400)
    s = np.exp(-np.outer(cold, mistakes - mistakes.min()))
    s /= s.sum(1)[:, None]
    nats = rel_entr(s, 1 / s.shape[1]).sum(1)
    bounds = kl_upper(np.minimum(s @ mistakes / examples, 1), nats / examples)
    i = bounds.argmin()
    return s[i], bounds[i]
