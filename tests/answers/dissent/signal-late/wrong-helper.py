# The sheet's own flow at a time that is late for most.
def late_ratio(x, y):
    """Signal-to-noise ratio of the gradient, late in the flow from 0."""
    return ratio_at(x, y, 14 * len(y))[0]
