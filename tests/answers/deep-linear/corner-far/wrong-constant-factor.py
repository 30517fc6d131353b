# The right power without its constant.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return time ** (depth / (2 * depth + 2))
