"""Many minima: find some by guessing, by search and by descent.

Taught in many-minima. In order: `nets` (thousands of small ones), `guessing` (without a
gradient), `search` (with one, and by mutation), `descent` (adaptive and plain).
"""

from lib.minima.descent import descend, wilson_data
from lib.minima.guessing import Guesses, guess_and_check, volume_bound
from lib.minima.nets import Nets, random_nets
from lib.minima.search import Found, evolve_nets, train_nets

__all__ = [
    "Found",
    "Guesses",
    "Nets",
    "descend",
    "evolve_nets",
    "guess_and_check",
    "random_nets",
    "train_nets",
    "volume_bound",
    "wilson_data",
]
