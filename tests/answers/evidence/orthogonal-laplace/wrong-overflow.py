# Divides by the decay, which overflows at 1e-300 for images of large norm.
def laplace_orthogonal(squares, decay):
    """Laplace's E in nats for orthogonal images of these squared norms."""
    steep = np.asarray(squares, float) / decay
    m = np.log1p(steep)
    for _ in range(60):
        m = m - (m * (1 + np.exp(m)) - steep) / (1 + np.exp(m) * (1 + m))
    right, wrong = 1 / (1 + np.exp(-m)), 1 / (1 + np.exp(m))
    each = np.log1p(np.exp(-m)) + m * wrong / 2 + np.log1p(m * right) / 2
    return float(np.sum(each - np.log(2)))
