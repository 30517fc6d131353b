# Half of the difference of the log odds.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    extra = np.log(2 * np.sqrt(examples) / delta)

    def bound(s):
        q = np.clip(s @ mistakes / examples, 0, 1)
        nats = rel_entr(s, 1 / len(s)).sum() + extra
        return kl_upper(np.array([q]), np.array([nats / examples]))[0]

    tried = [
        np.exp(-b * (mistakes - mistakes.min())) for b in np.geomspace(1e-3, 30, 400)
    ]
    best = min(range(400), key=lambda i: bound(tried[i] / tried[i].sum()))
    s = np.sqrt(tried[best])
    s /= s.sum()
    return s, bound(s)
