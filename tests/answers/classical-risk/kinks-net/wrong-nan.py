# No units at all, and outputs that are not a number.
def thrifty_net(x, y):
    return ReluNet(np.empty((1, 0)), np.empty(0), np.empty(0), np.nan)
