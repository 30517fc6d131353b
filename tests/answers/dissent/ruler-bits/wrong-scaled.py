# The gap is not scaled with the rest.
def both_bits(scale, bins, gap):
    """I(X;T) and I(T;Y) in bits of tanh(scale * u), u ~ N(y * gap, 1)."""
    with np.errstate(divide="ignore"):
        edges = np.arctanh(np.linspace(-1, 1, bins + 1)) / scale
    plus, minus = np.diff(ndtr(edges - gap / scale)), np.diff(ndtr(edges + gap / scale))

    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log2(p))

    whole = entropy((plus + minus) / 2)
    return whole, whole - (entropy(plus) + entropy(minus)) / 2
