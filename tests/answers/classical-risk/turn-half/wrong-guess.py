# A hundredth of a difference needs a scale of a hundredth: the first guess.
answer_exponent = -2.0
