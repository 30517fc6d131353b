# Returns the training error as its bound.
def best_posterior(mistakes, examples, delta):
    """Posterior [M] with the least bound, from mistakes [M], and the bound."""
    s = np.exp(-1.0 * (mistakes - mistakes.min()))
    s /= s.sum()
    return s, s @ mistakes / examples
