# The learning rate may reach all of what is stable, not half of it.
def larger_batch(lr, batch_size, momentum, steps, factor, curvature):
    """Settings (lr, batch_size, momentum, steps) for a larger batch."""
    kappa = factor * lr / (1 - momentum)
    least = (kappa * curvature - 2) / (kappa * curvature + 2)
    momentum = max(momentum, least)
    steps = steps / factor
    if 1 / (1 - momentum) > steps / 20:
        raise ValueError("no settings")
    return kappa * (1 - momentum), factor * batch_size, momentum, steps
