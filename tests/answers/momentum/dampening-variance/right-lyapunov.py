# Lyapunov's equation for the state of weight and velocity, instead of a formula.
def stationary_variance(curvature, noise, lr, momentum, dampening):
    """Variance of w on a quadratic under SGD, exact at any step size."""
    gain = 1 - dampening
    step = np.array(
        [
            [1 - lr * gain * curvature, -lr * momentum],
            [gain * curvature, momentum],
        ]
    )
    kick = gain * np.array([-lr, 1])
    state = solve_discrete_lyapunov(step, noise * np.outer(kick, kick))
    return state[0, 0]
