# One bin after the other.
def both_bits(scale, bins, gap):
    """I(X;T) and I(T;Y) in bits of tanh(scale * u), u ~ N(y * gap, 1)."""
    from math import atanh, erf, log2

    def below(k, middle):
        if k in (0, bins):
            return k / bins
        return (1 + erf((atanh(2 * k / bins - 1) / scale - middle) / 2**0.5)) / 2

    def term(p):
        return -p * log2(p) if p > 0 else 0

    whole = given = 0.0
    for k in range(bins):
        p, q = (below(k + 1, one) - below(k, one) for one in (gap, -gap))
        whole += term((p + q) / 2)
        given += term(p) / 2 + term(q) / 2
    return np.array([whole, whole - given])
