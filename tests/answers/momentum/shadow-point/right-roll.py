# The ball rolls on step by step until it moves no more.
def shadow(w, v, lr, momentum):
    """Where weights w with velocity v would come to rest."""
    share = momentum
    while share > 1e-20:
        w = w - lr * share * v
        share *= momentum
    return w
