# The power of two layers at every depth.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return (6 * time) ** (1 / 3)
