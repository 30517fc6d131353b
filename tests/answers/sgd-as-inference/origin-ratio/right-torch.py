# PyTorch in double precision.
def ratio(path, origin):
    """Left side of Yaida's relation over the right, with this origin."""
    w = torch.tensor(np.array(path), dtype=torch.float64)
    c = torch.tensor(np.array(origin), dtype=torch.float64)
    g = -torch.diff(w, dim=0)
    half = g.square().sum(1).mean().item() / 2
    return ((w[:-1] - c) * g).sum(1).mean().item() / half
