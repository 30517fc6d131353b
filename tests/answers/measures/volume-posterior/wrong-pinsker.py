# The best posterior of the bound with a square root.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    extra = np.log(2 * np.sqrt(examples) / delta)

    def bound(s):
        q = np.clip(s @ mistakes / examples, 0, 1)
        nats = rel_entr(s, 1 / len(s)).sum() + extra
        return kl_upper(np.array([q]), np.array([nats / examples]))[0]

    def loose(s):
        nats = rel_entr(s, 1 / len(s)).sum() + extra
        return s @ mistakes / examples + np.sqrt(nats / (2 * examples))

    tried = [
        np.exp(-b * (mistakes - mistakes.min())) for b in np.geomspace(1e-3, 30, 400)
    ]
    s = min((t / t.sum() for t in tried), key=loose)
    return s, loose(s)
