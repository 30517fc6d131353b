# Takes the corner for the slope: the cost is not squared.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return ((depth + 2) * time) ** (depth / (depth + 2))
