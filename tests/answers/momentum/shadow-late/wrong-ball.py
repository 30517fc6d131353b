# The share of the ball's own way, not of the shadow's.
m, T = 15 / 16, 156
lost = m / (1 - m) * (1 - m**T)
share_behind = lost / (T - lost)
print(f"the ball is {share_behind:.1%} behind")
