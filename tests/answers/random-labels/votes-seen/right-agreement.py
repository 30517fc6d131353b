# The others agree, less the cases in which all three do.
chances = np.r_[0.64, np.full(9, 0.04)]
answer_seen = (chances**2).sum() - (chances**3).sum()
