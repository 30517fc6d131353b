# The third digit is wrong: the chains diverge at 2.421.
answer_edge = 2.427
