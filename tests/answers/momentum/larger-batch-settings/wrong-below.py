# The momentum may fall below the old one, and below zero.
def larger_batch(lr, batch_size, momentum, steps, factor, curvature):
    """Settings (lr, batch_size, momentum, steps) for a larger batch."""
    kappa = factor * lr / (1 - momentum)
    momentum = (kappa * curvature - 1) / (kappa * curvature + 1)
    steps = steps / factor
    if 1 / (1 - momentum) > steps / 20:
        raise ValueError("no settings")
    return kappa * (1 - momentum), factor * batch_size, momentum, steps
