# p (1 - p) without the factor of four that signs have.
def error_at(share, c, ratio, time):
    along = (1 - 2 * share) * -np.expm1(-(1 + c) * time) / (1 + c)
    rest = share * (1 - share) * np.expm1(-time) ** 2
    return norm.sf(c * along / np.sqrt((along**2 + rest) / ratio))
