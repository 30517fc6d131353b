# f(1-f) = 1/6 is taken for f = 1/6.
answer_share = 1 / 6
