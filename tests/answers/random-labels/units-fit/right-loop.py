# A loop over the points that keeps the slope and the last zero, three times as steep.
def fit_signs(z, y):
    zero, slope = z[0] - 0.5, 3.0 * y[0]
    kinks, weights = [zero], [slope]
    for i in range(1, len(z)):
        if y[i] != y[i - 1]:
            middle = z[i - 1] + 0.5 * (z[i] - z[i - 1])
            kinks.append(zero + 0.5 * (middle - zero))
            weights.append(-2 * slope)
            zero, slope = middle, -slope
    return np.array(kinks), np.array(weights)
