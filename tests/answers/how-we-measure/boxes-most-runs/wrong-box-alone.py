# Forgets that the mean of the runs has a variance beside that of the box.
most_runs = int((2 / norm.ppf(0.75)) ** 2)
