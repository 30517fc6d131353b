# It counts 4,000 guessed networks of 50 units, each also with its sign turned.
def fitting_share(x, y):
    """Share of infinitely wide nets with y f > 0 at three images x."""
    f = random_nets(4000, x.shape[1], 50, 0).outputs(x)
    f = np.concatenate([f, -f])
    return (f * y > 0).all(1).mean()
