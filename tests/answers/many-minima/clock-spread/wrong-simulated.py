# It measures fifty chains, whose spread is six per cent off, and predicts nothing.
chains = arrivals(wide, 0.05, 0.5, 0.1, np.pi / 2 - 0.1, chains=50, seed=17)
answer_spread = chains.std()
