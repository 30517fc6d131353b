"""Kernels: interpolation of least norm, and what a network's kernel is.

Taught in random-labels and infinite-width. In order: `interpolation` (the function of
least norm through every training point), `infinite` (the two kernels of an infinitely
wide network), `empirical` (those of a network as it is).
"""

from lib.kernels.empirical import NTKLinear, empirical_kernels, ntk_net
from lib.kernels.infinite import ntk_kernels
from lib.kernels.interpolation import (
    Interpolant,
    gaussian_kernel,
    interpolate,
    laplace_kernel,
    squared_distances,
)

__all__ = [
    "Interpolant",
    "NTKLinear",
    "empirical_kernels",
    "gaussian_kernel",
    "interpolate",
    "laplace_kernel",
    "ntk_kernels",
    "ntk_net",
    "squared_distances",
]
