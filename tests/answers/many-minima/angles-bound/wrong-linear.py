# It is the bound of the linear model, in which every label is a coin.
answer_bound = 1 - 0.5 * 0.05 ** (1 / 200)
