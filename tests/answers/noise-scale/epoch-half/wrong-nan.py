# Not a number.
answer_tau = np.nan
