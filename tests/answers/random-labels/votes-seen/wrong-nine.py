# Counts the image's own wrong class among those on which the others may agree.
a, b = 0.64, 0.04
answer_seen = a * 9 * b**2 + (1 - a) * (a**2 + 9 * b**2)
