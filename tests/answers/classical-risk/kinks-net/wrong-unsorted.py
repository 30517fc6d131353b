# Takes the inputs to be in increasing order.
def thrifty_net(x, y):
    left = np.flatnonzero(y[1:] != y[:-1])
    zeros = (x[left] + x[left + 1]) / 2
    kinks = np.r_[zeros[:1] - 1, (zeros[1:] + zeros[:-1]) / 2]
    out = 2.0 * y[0] * (-1) ** np.arange(1, len(zeros) + 1)
    out[:1] /= 2
    return ReluNet(np.ones((1, len(kinks))), -kinks, out, float(y[0]))
