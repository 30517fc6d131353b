# The library's balanced factors of a square matrix.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    import torch

    from lib.deep_linear import balanced_factors

    return [f.numpy() for f in balanced_factors(torch.tensor(w), len(decays))]
