# Leaves 7.79 as it is, which is no number of runs.
most_runs = (2 / norm.ppf(0.75)) ** 2 - 1
