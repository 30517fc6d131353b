# The third digit is wrong: the share is .2113.
answer_share = 0.212
