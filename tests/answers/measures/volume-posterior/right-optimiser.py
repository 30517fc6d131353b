# Scans the temperature, and refines by an optimiser.
from scipy.optimize import brentq, minimize_scalar


def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    extra = np.log(2 * np.sqrt(examples) / delta)

    def shares(log_cold):
        logs = -np.exp(log_cold) * (mistakes - mistakes.min())
        return np.exp(logs) / np.exp(logs).sum()

    def bound(log_cold):
        s = shares(log_cold)
        q = min(max(s @ mistakes / examples, 0), 1)
        nats = (np.sum(rel_entr(s, 1 / len(s))) + extra) / examples

        def kl(p):
            return rel_entr([q, 1 - q], [p, 1 - p]).sum() - nats

        return brentq(kl, max(q, 1e-12), 1 - 1e-13, xtol=1e-13)

    start = min(np.arange(-7, 4, 0.25), key=bound)
    found = minimize_scalar(
        bound,
        bounds=(start - 0.3, start + 0.3),
        method="bounded",
        options={"xatol": 1e-6},
    )
    return shares(found.x), bound(found.x)
