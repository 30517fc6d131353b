# By the coefficients of the two groups of images, labelled rightly and wrongly.
def error_at(share, c, ratio, time):
    slow = -np.expm1(-time)
    fast = -np.expm1(-(1 + c) * time) * (1 - 2 * share) / (1 + c)
    right = fast + slow * 2 * share
    wrong = fast - slow * (2 - 2 * share)
    signal = c * ((1 - share) * right + share * wrong)
    square = (1 - share) * right**2 + share * wrong**2
    return float(norm.cdf(-signal * np.sqrt(ratio / square)))
