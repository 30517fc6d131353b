# As many units as asked for, but all their weights are not a number.
def thrifty_net(x, y):
    s = int((np.diff(np.asarray(y)[np.argsort(x)]) != 0).sum())
    return ReluNet(np.ones((1, s)), np.zeros(s), np.full(s, np.nan), np.nan)
