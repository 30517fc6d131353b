# 1/(1-m) steps are lost instead of m/(1-m).
m, T = 15 / 16, 156
share_behind = 1 / (1 - m) / T
print(f"the ball is {share_behind:.1%} behind")
