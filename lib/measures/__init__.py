"""Measures of a trained network: what they are, whether they rank, what they certify.

Taught in many-minima, which uses the first room. In order: `norms` (of weights, without
a test set), `spectral` (margins, and the bounds that divide by them), `ranking`
(whether a measure orders networks as their errors do), `environments` (whether it does
along each single setting), `held_out` (what a test set certifies), `pac_bayes` (what
can be certified without one). The door hands on what a page teaches; the others are
imported from their rooms.
"""

from lib.measures.norms import Measures, measure

__all__ = ["Measures", "measure"]
