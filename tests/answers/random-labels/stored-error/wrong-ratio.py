# N / d in place of d / N: noise would grow with the directions to put it in.
def error_at(share, c, ratio, time):
    along = (1 - 2 * share) * -np.expm1(-(1 + c) * time) / (1 + c)
    rest = 4 * share * (1 - share) * np.expm1(-time) ** 2
    return norm.sf(c * along / np.sqrt((along**2 + rest) * ratio))
