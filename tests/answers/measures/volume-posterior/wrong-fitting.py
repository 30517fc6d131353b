# Uniform on those with the fewest mistakes.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    extra = np.log(2 * np.sqrt(examples) / delta)

    def bound(s):
        q = np.clip(s @ mistakes / examples, 0, 1)
        nats = rel_entr(s, 1 / len(s)).sum() + extra
        return kl_upper(np.array([q]), np.array([nats / examples]))[0]

    s = 1.0 * (mistakes == mistakes.min())
    s /= s.sum()
    return s, bound(s)
