# The shadow is put behind the ball.
def shadow(w, v, lr, momentum):
    """Where weights w with velocity v would come to rest."""
    return w + lr * momentum / (1 - momentum) * v
