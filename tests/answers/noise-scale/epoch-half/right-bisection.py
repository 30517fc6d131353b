# Bisection by hand of the average over the steps, itself written as a formula.
low, high = np.float64(1), np.float64(10)
for _ in range(60):
    middle = (low + high) / 2
    share = 1 - 2 / middle**2 * (middle - 1 + np.exp(-middle))
    if share < 0.5:
        low = middle
    else:
        high = middle
answer_tau = low
