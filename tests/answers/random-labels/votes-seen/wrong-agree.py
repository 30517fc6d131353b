# The chance that the two others agree, on the label as given too.
a, b = 0.64, 0.04
answer_seen = a**2 + 9 * b**2
