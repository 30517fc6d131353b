# Another shape: a pull of bounded strength for each weight.
def spring(w, first):
    """Gradient of a penalty that holds weights near the first ones."""
    return 2e-3 * torch.tanh(2 * (w - first))
