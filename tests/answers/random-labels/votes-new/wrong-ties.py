# Counts three different labels as an error, though the nearest may be right.
a = 1 - 0.4 + 0.4 / 10
answer_new = 1 - a**3 - 3 * a**2 * (1 - a)
