# In the squares of u and v, a Legendre transform.
def penalty(w, a, b):
    """What gradient flow from u = a, v = b makes least among the fits."""
    total = 0
    for value, p, q in zip(w, a, b):
        root = np.hypot(value, 2 * p * q)
        plus, minus = (root + value) / 2, (root - value) / 2
        plus = p * p * q * q / minus if value < 0 else plus
        total += 3 * (value * np.log(plus / p**2) - plus - minus) + 7
    return total
