# Iterates exp(-s) = (1 + 0.8 exp(-51 s)) / 1.8 to its fixed point.
s = 1.0
for _ in range(100):
    s = np.log(1.8) - np.log1p(0.8 * np.exp(-51 * s))
answer_learned = s
