# Only a run without a mistake.
def ever_certified(truth, goal, delta, most):
    """Chance to be certified at `goal` on the first N images, some N <= most."""
    n = int(np.ceil(np.log(delta) / np.log(1 - goal)))
    return (1 - truth) ** n if n <= most else 0.0
