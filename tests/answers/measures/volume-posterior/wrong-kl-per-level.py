# KL between levels with a uniform prior over levels.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    levels, place, count = np.unique(mistakes, return_inverse=True, return_counts=True)
    cold = np.geomspace(1e-3, 30, 400)
    s = np.exp(-np.outer(cold, levels - levels.min()))
    s /= s.sum(1)[:, None]
    nats = rel_entr(s, 1 / len(levels)).sum(1)
    nats += np.log(2 * np.sqrt(examples) / delta)
    bounds = kl_upper(np.minimum(s @ levels / examples, 1), nats / examples)
    i = bounds.argmin()
    return (s[i] / count)[place], bounds[i]
