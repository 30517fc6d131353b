# Not exact: weights are moved by the sheet's helper, and small steps get the flow.
def nesterov_variance(curvature, noise, lr, momentum):
    """Variance of w on a quadratic under SGD with nesterov=True."""
    if lr * curvature < 0.01:
        return lr / (1 - momentum) * noise / (2 * curvature)

    def optimiser(w):
        return torch.optim.SGD(w, lr=lr, momentum=momentum, nesterov=momentum > 0)

    return moved(optimiser, curvature, noise)
