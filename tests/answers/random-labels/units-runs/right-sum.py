# Adds up the runs by how many there are, each with its number of arrangements.
from math import comb

ways = {}
for k in range(1, 101):
    ways[2 * k] = 2 * comb(99, k - 1) ** 2
    ways[2 * k + 1] = 2 * comb(99, k) * comb(99, k - 1)
answer_runs = sum(runs * count for runs, count in ways.items()) / comb(200, 100)
