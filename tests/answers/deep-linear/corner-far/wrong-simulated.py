# The sheet's own flow, as far as it goes.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    start = starts(1, 1, 1.0, 1)[0]
    return abs(followed(start, EXCHANGE, depth, min(time, 1e4))[0, 0])
