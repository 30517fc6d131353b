# Not a number.
share_behind = float("nan")
print(f"the ball is {share_behind:.1%} behind")
