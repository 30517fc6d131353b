# The excess of 0.05 is taken for a share of the bound, of which it is 0.025.
delta = 0.05 * 41 - 2
answer_end = 40 * (1 - delta)
