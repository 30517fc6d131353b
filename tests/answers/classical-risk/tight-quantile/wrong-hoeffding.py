# The bound of the chapter, cut off at one half, and not the exact quantile.
def gap_quantile(n, hypotheses, delta):
    return min(0.5, finite_class_bound(n, np.log(hypotheses), delta))
