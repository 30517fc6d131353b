# The error of the interpolant, at any time.
def error_at(share, c, ratio, time):
    along = (1 - 2 * share) / (1 + c)
    rest = 4 * share * (1 - share)
    return norm.sf(c * along / np.sqrt((along**2 + rest) / ratio))
