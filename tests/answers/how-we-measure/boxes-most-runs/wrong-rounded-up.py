# Rounds 7.79 up: at that many runs the interval covers in fewer than half.
most_runs = int(np.ceil((2 / norm.ppf(0.75)) ** 2 - 1))
