"""The noise of SGD: its scale, its shape, and what it does.

Taught in noise-scale, momentum and sgd-as-inference. In order: `scale` (how large),
`gradients` (of what shape), `regression` (the problem where all can be checked),
`stationary` (where it comes to rest), `chains` (which show it), `batch_size` (what is
best), `langevin` (noise put in by hand, to sample), `currents` (what goes round at
rest).
"""

from lib.noise.batch_size import (
    OptimalBatchSize,
    ScalingExponent,
    cliff,
    optimal_batch_size,
    scaling_exponent,
)
from lib.noise.chains import Chains, simulate_chains
from lib.noise.currents import Circulation, circulation, leading_plane, swept_area_rate
from lib.noise.gradients import (
    effective_dimension,
    gradient_covariance_spectrum,
    gradient_gram,
    gradient_projections,
    minibatch_kurtosis,
)
from lib.noise.langevin import langevin_chains
from lib.noise.scale import noise_scale
from lib.noise.stationary import (
    largest_stable_lr,
    quadratic_covariance,
    stationary_covariance,
)

__all__ = [
    "Chains",
    "Circulation",
    "OptimalBatchSize",
    "ScalingExponent",
    "circulation",
    "cliff",
    "effective_dimension",
    "gradient_covariance_spectrum",
    "gradient_gram",
    "gradient_projections",
    "langevin_chains",
    "largest_stable_lr",
    "leading_plane",
    "minibatch_kurtosis",
    "noise_scale",
    "optimal_batch_size",
    "quadratic_covariance",
    "scaling_exponent",
    "simulate_chains",
    "stationary_covariance",
    "swept_area_rate",
]
