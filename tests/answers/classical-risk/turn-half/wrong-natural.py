# The natural logarithm of the scale, not the power of ten.
answer_exponent = brentq(lambda k: good_chance(0.99, np.exp(k)) - 0.5, -600, 1)
