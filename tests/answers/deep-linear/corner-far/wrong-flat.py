# As if depth did not multiply the pull.
def far(time, depth):
    """|x| at a late time, for a start with a positive determinant."""
    return (4 * time) ** 0.25
