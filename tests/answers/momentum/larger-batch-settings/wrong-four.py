# The new batch is larger than 4, the check's batch, whatever the old one was.
def larger_batch(lr, batch_size, momentum, steps, factor, curvature):
    """Settings (lr, batch_size, momentum, steps) for a larger batch."""
    kappa = factor * lr / (1 - momentum)
    least = (kappa * curvature - 1) / (kappa * curvature + 1)
    momentum = max(momentum, least)
    steps = steps / factor
    if 1 / (1 - momentum) > steps / 20:
        raise ValueError("no settings")
    return kappa * (1 - momentum), 4 * factor, momentum, steps
