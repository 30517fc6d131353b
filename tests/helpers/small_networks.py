"""Networks and losses small enough that the whole Hessian is known."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import parameters_to_vector

from lib.training import mlp

X = torch.randn(40, 3, generator=torch.Generator().manual_seed(0)).double()


Y = (X[:, 0] * X[:, 1] > 0).long()


def loss(model):
    return F.cross_entropy(model(X), Y)


def network(seed=0, sizes=(3, 5, 4, 2)):
    return mlp(sizes, seed).double()


def whole_hessian(model):
    """By autograd's forward-over-reverse on a functional copy, not by products."""
    names = [name for name, _ in model.named_parameters()]
    parts = [p.detach() for p in model.parameters()]
    sizes = [p.numel() for p in parts]

    def of(vector):
        pieces = vector.split(sizes)
        state = {n: v.view_as(p) for n, v, p in zip(names, pieces, parts, strict=True)}
        return F.cross_entropy(torch.func.functional_call(model, state, X), Y)

    return torch.func.hessian(of)(parameters_to_vector(parts)).numpy()


class Quadratic(nn.Module):
    """½ wᵀAw + bᵀw: everything is known."""

    def __init__(self, matrix, at):
        super().__init__()
        self.matrix = torch.as_tensor(matrix)
        self.w = nn.Parameter(torch.as_tensor(at, dtype=torch.float64))

    def forward(self):
        return 0.5 * self.w @ self.matrix @ self.w


def energy(model):
    return model()
