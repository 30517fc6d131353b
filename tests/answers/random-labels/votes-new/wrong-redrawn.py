# As if a label that is drawn anew were never the right one.
a, b = 0.6, 0.4 / 9
answer_new = 1 - a**3 - 3 * a**2 * (1 - a) - a * 9 * 8 * b**2
