# A unit for each input but the first, not for each change of label.
def thrifty_net(x, y):
    order = np.argsort(x)
    x, y = np.asarray(x)[order], np.asarray(y)[order]
    slopes = np.diff(y) / np.diff(x)
    out = np.diff(np.r_[0.0, slopes])
    return ReluNet(np.ones((1, len(out))), -x[:-1], out, float(y[0]))
