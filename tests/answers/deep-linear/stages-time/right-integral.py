# Integrates the inverse of the speed.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""
    from scipy.integrate import quad

    def pace(log_a):
        return 1 / (2 * (s - np.exp(log_a)))

    return quad(pace, np.log(start), np.log(share * s), epsabs=1e-12)[0]
