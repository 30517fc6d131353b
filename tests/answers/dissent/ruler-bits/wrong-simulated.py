# A million drawn inputs.
def both_bits(scale, bins, gap):
    """I(X;T) and I(T;Y) in bits of tanh(scale * u), u ~ N(y * gap, 1)."""
    rng = np.random.default_rng(0)
    shares = []
    for middle in (gap, -gap):
        u = rng.standard_normal(500_000) + middle
        place = np.minimum((np.tanh(scale * u) + 1) / 2 * bins, bins - 1)
        shares += [np.bincount(place.astype(int), minlength=bins) / len(u)]

    def entropy(p):
        p = p[p > 0]
        return -np.sum(p * np.log2(p))

    whole = entropy(sum(shares) / 2)
    return whole, whole - (entropy(shares[0]) + entropy(shares[1])) / 2
