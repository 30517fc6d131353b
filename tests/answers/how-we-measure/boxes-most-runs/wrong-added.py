# Adds the standard deviations of box and mean where variances add.
most_runs = int((2 / norm.ppf(0.75) - 1) ** 2)
