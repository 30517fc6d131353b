# PyTorch in single precision, with a matrix of signs.
def order_term(H, g):
    """R for batches that come as they are numbered."""
    H, g = torch.tensor(H).float(), torch.tensor(g).float()
    place = torch.arange(len(g))
    signs = torch.sign(place[:, None] - place).float()
    return (torch.einsum("kab,kj,jb->a", H, signs, g) / 2).numpy()
