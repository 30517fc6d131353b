"""The noise of SGD: its scale, its shape, and what it does.

Taught in noise-scale and momentum. In order: `scale` (how large), `gradients` (of what
shape), `regression` (the problem where all can be checked), `stationary` (where it
comes to rest), `chains` (which show it), `batch_size` (what is best).
"""

from lib.noise.batch_size import (
    OptimalBatchSize,
    ScalingExponent,
    cliff,
    optimal_batch_size,
    scaling_exponent,
)
from lib.noise.chains import Chains, simulate_chains
from lib.noise.gradients import (
    effective_dimension,
    gradient_covariance_spectrum,
    gradient_gram,
    gradient_projections,
    minibatch_kurtosis,
)
from lib.noise.scale import noise_scale
from lib.noise.stationary import (
    largest_stable_lr,
    quadratic_covariance,
    stationary_covariance,
)

__all__ = [
    "Chains",
    "OptimalBatchSize",
    "ScalingExponent",
    "cliff",
    "effective_dimension",
    "gradient_covariance_spectrum",
    "gradient_gram",
    "gradient_projections",
    "largest_stable_lr",
    "minibatch_kurtosis",
    "noise_scale",
    "optimal_batch_size",
    "quadratic_covariance",
    "scaling_exponent",
    "simulate_chains",
    "stationary_covariance",
]
