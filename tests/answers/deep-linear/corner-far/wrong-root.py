# The limit of many layers.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return (2 * time) ** 0.5
