# The logarithm of the mean.
answer_bits = 10
