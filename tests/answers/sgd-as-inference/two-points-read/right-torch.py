# PyTorch in single precision.
def read_out(before, after):
    """A number with the right variance, from two successive points."""
    pair = torch.tensor(np.stack([before, after]), dtype=torch.float32)
    return pair.mean(0).numpy()
