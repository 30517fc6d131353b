# The last number of examples with which she is still worse off.
answer_n = 50
