# It halves the variance at the end of an epoch, not the average over its steps.
answer_tau = brentq(lambda t: np.tanh(t / 2) / (t / 2) - 0.5, 1, 10)
print(answer_tau)
