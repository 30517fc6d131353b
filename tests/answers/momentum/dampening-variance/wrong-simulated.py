# Not exact: the sheet's helper moves weights and the variance is measured.
def stationary_variance(curvature, noise, lr, momentum, dampening):
    """Variance of w on a quadratic under SGD, exact at any step size."""

    def optimiser(w):
        return torch.optim.SGD(w, lr=lr, momentum=momentum, dampening=dampening)

    return moved(optimiser, curvature, noise)
