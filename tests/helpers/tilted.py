"""Small tasks, and averages over tilted Gaussians by quadrature."""

import itertools

import numpy as np
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import expit
from scipy.stats import norm

some_seed = st.integers(0, 2**32 - 1)


some_decay = st.floats(-8, 4).map(lambda power: 10.0**power)


def problem(seed, n, p, scale=1.0):
    """Inputs [n, p] of the given scale, and coin tosses for labels."""
    rng = np.random.default_rng(seed)
    return scale * rng.normal(size=(n, p)), rng.choice([-1.0, 1.0], n)


def tilted_by_quadrature(margin, variance, temperature=1.0):
    """ln of the average of σ(m/T) over N(margin, variance); tilted mean, variance."""
    sd = np.sqrt(variance)
    # pieces on which neither the Gaussian nor σ, which bends at 0, changes by much
    steps = np.outer([-1, 1], [0, 0.5, 1, 2, 4, 8, 16, 32]).ravel()
    edges = np.concatenate(
        [margin + sd * np.linspace(-40, 40, 41), temperature * steps]
    )
    edges = np.unique(np.clip(edges, margin - 40 * sd, margin + 40 * sd))

    def density(m):
        return expit(m / temperature) * norm.pdf(m, margin, sd)

    def integral(f):
        return sum(
            integrate.fixed_quad(f, a, b, n=40)[0] for a, b in itertools.pairwise(edges)
        )

    area = integral(density)
    mean = integral(lambda m: m * density(m)) / area
    spread = integral(lambda m: (m - mean) ** 2 * density(m)) / area
    return np.log(area), mean, spread
