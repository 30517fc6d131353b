# As a mean divergence of the labels from the whole.
def both_bits(scale, bins, gap):
    """I(X;T) and I(T;Y) in bits of tanh(scale * u), u ~ N(y * gap, 1)."""
    with np.errstate(divide="ignore"):
        edges = np.arctanh(np.linspace(-1, 1, bins + 1)) / scale
    plus, minus = np.diff(ndtr(edges - gap)), np.diff(ndtr(edges + gap))

    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log2(p))

    both = (plus + minus) / 2
    known = 0.0
    for own in (plus, minus):
        there = own > 0
        known += np.sum(own[there] * np.log2(own[there] / both[there])) / 2
    return entropy(both), known
