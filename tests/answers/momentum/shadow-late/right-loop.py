# The ball and its shadow step by step, with the distance from the definition.
m, T = 15 / 16, 156
v, w, z = np.float64(0), np.float64(0), np.float64(0)
for _ in range(T):
    v = m * v + 1
    w = w - v
    z = z - 1 / (1 - m)
share_behind = (z - w) / z
print(f"the ball is {share_behind:.1%} behind")
