# A sum over the middles of narrow cells, and bisection by hand.
cells = (np.arange(400_000) + 0.5) * 2.5e-5
density = np.exp(-(cells**2) / 2)
low, high = 2 / 3, 10.0
for _ in range(40):
    middle = (low + high) / 2
    if np.log(np.abs(1 - middle * cells**2)) @ density < 0:
        low = middle
    else:
        high = middle
answer_edge = (low + high) / 2
print(answer_edge)
