# The share of training images on which the rule misses the true label.
a, b = 0.64, 0.04
answer_seen = 1 - a**3 - 3 * a**2 * (1 - a) - a * 72 * b**2
