# It never says no.
def larger_batch(lr, batch_size, momentum, steps, factor, curvature):
    """Settings (lr, batch_size, momentum, steps) for a larger batch."""
    kappa = factor * lr / (1 - momentum)
    least = (kappa * curvature - 1) / (kappa * curvature + 1)
    momentum = max(momentum, least)
    return kappa * (1 - momentum), factor * batch_size, momentum, steps / factor
