# It is the chapter's way, which pushes all outputs by equal amounts and is too long.
def shortest_wrong(x, y, x_new, y_new):
    """The shortest w [P] with x w = y and y_new (x_new w) <= 0."""
    good = minimum_norm(x, y)
    push = max((y_new * (x_new @ good)).max(), 0)
    return good + push * null_vector(x, x_new, -y_new)
