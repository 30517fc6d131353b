# Forgets the factor of depth in the law.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return ((2 + 2 / depth) * time) ** (depth / (2 * depth + 2))
