# Labels the images by a million directions, evenly spaced, and counts labellings.
turn = (np.arange(1_000_000) + 0.5) * 2 * np.pi / 1_000_000
number = np.zeros(len(turn), int)
for angle in angles:
    number = 2 * number + (np.cos(turn - angle) > 0)
_, counts = np.unique(number, return_counts=True)
answer_bits = float(np.log2(len(turn)) - np.sum(counts * np.log2(counts)) / len(turn))
