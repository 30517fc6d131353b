"""How flat a minimum is, and whether that says anything.

Taught in flat-minima. In order: `hessian` (curvature without a matrix), `sharpness` (in
a box), `symmetry` (the same function, less flat), `entropy` (wide wells).
"""

from lib.flatness.entropy import Wells, energy, local_energy, switching_gamma, wells
from lib.flatness.hessian import Trace, hessian_operator, hessian_trace, top_eigenvalues
from lib.flatness.sharpness import keskar_sharpness
from lib.flatness.symmetry import alpha_scales, alpha_transform, between

__all__ = [
    "Trace",
    "Wells",
    "alpha_scales",
    "alpha_transform",
    "between",
    "energy",
    "hessian_operator",
    "hessian_trace",
    "keskar_sharpness",
    "local_energy",
    "switching_gamma",
    "top_eigenvalues",
    "wells",
]
