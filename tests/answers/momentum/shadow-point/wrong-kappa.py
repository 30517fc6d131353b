# The factor m is missing: a ball without gradients has m v left, not v.
def shadow(w, v, lr, momentum):
    """Where weights w with velocity v would come to rest."""
    return w - lr / (1 - momentum) * v
