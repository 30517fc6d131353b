# All arms point to the left, and the units are collected in a loop from the right.
def thrifty_net(x, y):
    pairs = sorted(zip(np.asarray(x, float), np.asarray(y, float)), reverse=True)
    bias, out, zero = [], [], None
    for (right, label), (left, other) in zip(pairs[:-1], pairs[1:]):
        if label == other:
            continue
        middle = (left + right) / 2
        bias.append(middle + 1 if zero is None else (middle + zero) / 2)
        out.append(-label if zero is None else -2 * label)
        zero = middle
    hidden = -np.ones((1, len(bias)))
    return ReluNet(hidden, np.array(bias), np.array(out), pairs[0][1])
