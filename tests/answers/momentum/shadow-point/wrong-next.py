# Where the ball is one step later, not where it comes to rest.
def shadow(w, v, lr, momentum):
    """Where weights w with velocity v would come to rest."""
    return w - lr * momentum * v
