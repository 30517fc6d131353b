# The least momentum that is stable enough is found by bisection.
def larger_batch(lr, batch_size, momentum, steps, factor, curvature):
    """Settings (lr, batch_size, momentum, steps) for a larger batch."""
    kappa = factor * lr / (1 - momentum)

    def stable(m):
        return kappa * (1 - m) <= (1 + m) / curvature

    if stable(momentum):
        new = momentum
    else:
        low, new = momentum, 1.0
        for _ in range(60):
            middle = (low + new) / 2
            if stable(middle):
                new = middle
            else:
                low = middle
    if 20 * factor > steps * (1 - new):
        raise ValueError("the memory is too long")
    return np.float64(kappa * (1 - new)), batch_size * factor, new, steps / factor
