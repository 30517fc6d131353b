# It turns the sign of the excess round and goes back from it to s.
rate, start = 0.05, 41
delta = rate * start - 2
answer_end = np.float64((2 - delta) / rate)
