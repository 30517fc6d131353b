"""How far training and true error can part: bounds, and what they miss.

Taught in classical-risk. In order: `bounds` on the gap, `complexity` measured on random
signs, `shattering` by a small network, `learners` without a lunch, and which of the
weights that fit generalise: `ellipses` in regression, `flows` on a curve.
"""

from lib.capacity.bounds import (
    finite_class_bound,
    log_growth,
    massart,
    rademacher_bound,
    vc_bound,
)
from lib.capacity.complexity import linear_complexity, norm_complexity
from lib.capacity.ellipses import Ellipse, boundary, contains, sublevel_set
from lib.capacity.flows import arc_share, flow_end_points, solution_curve
from lib.capacity.learners import LEARNERS, all_targets, off_training_errors
from lib.capacity.shattering import ReluNet, shattering_net

__all__ = [
    "LEARNERS",
    "Ellipse",
    "ReluNet",
    "all_targets",
    "arc_share",
    "boundary",
    "contains",
    "finite_class_bound",
    "flow_end_points",
    "linear_complexity",
    "log_growth",
    "massart",
    "norm_complexity",
    "off_training_errors",
    "rademacher_bound",
    "shattering_net",
    "solution_curve",
    "sublevel_set",
    "vc_bound",
]
