"""How probable a model makes the labels: Bayesian evidence, five ways.

Taught in evidence and, the codes, in flat-minima. In order: `linear`, where it is
exact; `laplace`, at the minimum that `logistic` finds; `averages` over a Gaussian, with
which `ep` fits one to the whole posterior and `particles` need none; `codes`, which say
the same in bits.
"""

from lib.evidence.averages import average_probability, mean_softplus
from lib.evidence.codes import Code, best_code, code_length, widening_cost
from lib.evidence.ep import EPEvidence, ep_evidence
from lib.evidence.laplace import Evidence, evidence_sweep, logistic_evidence
from lib.evidence.linear import LinearEvidence, linear_evidence
from lib.evidence.particles import SampledEvidence, sampled_evidence

__all__ = [
    "Code",
    "EPEvidence",
    "Evidence",
    "LinearEvidence",
    "SampledEvidence",
    "average_probability",
    "best_code",
    "code_length",
    "ep_evidence",
    "evidence_sweep",
    "linear_evidence",
    "logistic_evidence",
    "mean_softplus",
    "sampled_evidence",
    "widening_cost",
]
