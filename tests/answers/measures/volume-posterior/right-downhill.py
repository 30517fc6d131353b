# Goes downhill in the logarithms of all shares, and does not know their form.
from scipy.special import logit


def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    levels, count = np.unique(mistakes, return_counts=True)
    prior = count / count.sum()
    extra = np.log(2 * np.sqrt(examples) / delta)
    logs, best = np.log(prior), (None, 2.0)
    for step in range(1500):
        s = np.exp(logs - logs.max())
        s /= s.sum()
        q = np.clip(s @ levels / examples, 0, 1)
        nats = (rel_entr(s, prior).sum() + extra) / examples
        p = kl_upper(np.array([q]), np.array([nats]))[0]
        if p < best[1]:
            best = s, p
        slope = min(60.0, logit(p) - logit(max(q, 1e-280))) * levels
        logs = logs - 0.1 * (slope + logs - np.log(prior))
    return (best[0] / count)[np.searchsorted(levels, mistakes)], best[1]
