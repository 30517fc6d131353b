# As a difference of two times.
def time_to(share, s, start):
    """When the mode of strength s, from `start`, has reached share * s."""

    def clock(a):
        return (np.log(a) - np.log(s - a)) / (2 * s)

    return clock(share * s) - clock(start)
