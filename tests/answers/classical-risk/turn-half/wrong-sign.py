# The sign of the exponent is lost: a huge scale.
answer_exponent = -brentq(lambda k: good_chance(0.99, 10**k) - 0.5, -300, 1)
