# From the doubt about the label in each bin.
def both_bits(scale, bins, gap):
    """I(X;T) and I(T;Y) in bits of tanh(scale * u), u ~ N(y * gap, 1)."""
    with np.errstate(divide="ignore"):
        edges = np.arctanh(np.linspace(-1, 1, bins + 1)) / scale
    plus, minus = np.diff(ndtr(edges - gap)), np.diff(ndtr(edges + gap))

    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log2(p))

    both = (plus + minus) / 2
    used = both > 0
    chance = np.clip(plus[used] / both[used] / 2, 1e-300, 1)
    other = np.clip(1 - chance, 1e-300, 1)
    doubt = -chance * np.log2(chance) - other * np.log2(other)
    return entropy(both), 1 - both[used] @ doubt
