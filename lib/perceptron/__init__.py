"""Perceptrons of signs: counted, learnt at a temperature, and in the limit of many.

Taught in flat-minima, phases and is-it-bayesian. In order: `enumeration` (all 2^P, one
by one), `gibbs` (learning at a temperature, exactly), `sampling` (the same by Monte
Carlo, of more weights than can be listed), `mean_field` (infinitely many, at a fixed
load). The door hands on what a page teaches; the others are imported from their rooms.
"""

from lib.perceptron.enumeration import (
    Census,
    Tasks,
    census,
    expected_counts,
    fitting_signs,
    neighbours,
    teacher_tasks,
)
from lib.perceptron.gibbs import (
    GibbsLearner,
    Ladder,
    at_temperature,
    centre_error,
    temperature_ladder,
)
from lib.perceptron.mean_field import (
    Quenched,
    Transition,
    annealed_transition,
    quenched_branch,
    quenched_transition,
)
from lib.perceptron.sampling import Sampled, metropolis

__all__ = [
    "Census",
    "GibbsLearner",
    "Ladder",
    "Quenched",
    "Sampled",
    "Tasks",
    "Transition",
    "annealed_transition",
    "at_temperature",
    "census",
    "centre_error",
    "expected_counts",
    "fitting_signs",
    "metropolis",
    "neighbours",
    "quenched_branch",
    "quenched_transition",
    "teacher_tasks",
    "temperature_ladder",
]
