"""Measures of a trained network: what they are, whether they rank, what they certify.

Taught in measures, certificates and many-minima. In order: `norms` (of weights, without
a test set), `spectral` (margins, and the bounds that divide by them), `ranking`
(whether a measure orders networks as their errors do), `environments` (whether it does
along each single setting), `held_out` (what a test set certifies), `pac_bayes` (what
can be certified without one). The door hands on what a page teaches; the others are
imported from their rooms.
"""

from lib.measures.environments import (
    GranulatedTau,
    SignErrors,
    granulated_tau,
    sign_errors,
)
from lib.measures.held_out import (
    binary_kl,
    binomial_bound,
    chernoff_bound,
    kl_lower,
    kl_upper,
)
from lib.measures.norms import (
    Layers,
    Measures,
    distance,
    frobenius_norms,
    l2_norm,
    measure,
    path_norm,
    rescale_units,
    spectral_norms,
)
from lib.measures.pac_bayes import (
    PacBayesBound,
    catoni_bound,
    gaussian_kl,
    kl_bound,
    mcallester_bound,
    union_nats,
)
from lib.measures.ranking import (
    TauInterval,
    kendall_tau,
    regret,
    seedwise_tau,
)
from lib.measures.spectral import (
    bartlett_term,
    margins,
    neyshabur_term,
    spectral_complexity,
    spectral_distance,
)

__all__ = [
    "GranulatedTau",
    "Layers",
    "Measures",
    "PacBayesBound",
    "SignErrors",
    "TauInterval",
    "bartlett_term",
    "binary_kl",
    "binomial_bound",
    "catoni_bound",
    "chernoff_bound",
    "distance",
    "frobenius_norms",
    "gaussian_kl",
    "granulated_tau",
    "kendall_tau",
    "kl_bound",
    "kl_lower",
    "kl_upper",
    "l2_norm",
    "margins",
    "mcallester_bound",
    "measure",
    "neyshabur_term",
    "path_norm",
    "regret",
    "rescale_units",
    "seedwise_tau",
    "sign_errors",
    "spectral_complexity",
    "spectral_distance",
    "spectral_norms",
    "union_nats",
]
