"""Perceptrons of signs: counted, learnt at a temperature, and in the limit of many.

Taught in flat-minima, which uses the first room. In order: `enumeration` (all 2^P, one
by one), `gibbs` (learning at a temperature, exactly), `sampling` (the same by Monte
Carlo, of more weights than can be listed), `mean_field` (infinitely many, at a fixed
load). The door hands on what a page teaches; the others are imported from their rooms.
"""

from lib.perceptron.enumeration import fitting_signs, neighbours

__all__ = ["fitting_signs", "neighbours"]
