# Iterates beta = difference of the log odds.
from scipy.special import logit


def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    mistakes = np.asarray(mistakes, float)
    extra = np.log(2 * np.sqrt(examples) / delta)

    def bound(cold):
        shares = np.exp(-cold * (mistakes - mistakes.min()))
        shares /= shares.sum()
        q = np.clip(shares @ mistakes / examples, 0, 1)
        nats = rel_entr(shares, 1 / len(shares)).sum() + extra
        return shares, q, kl_upper(np.array([q]), np.array([nats / examples]))[0]

    best = None
    for cold in (0.01, 0.3, 3.0):
        for step in range(300):
            shares, q, p = bound(cold)
            wanted = min(40.0, logit(p) - logit(max(q, 1e-300)))
            if abs(wanted - cold) < 1e-9:
                break
            cold = (cold + wanted) / 2
        if best is None or p < best[1]:
            best = shares, p
    return best
