# The interval is one standard deviation wide, which is not the best width.
answer_interval = (np.log(2 * np.pi) / 2 + 1 / 24) / np.log(2)
print(f"the rounding sender loses {answer_interval:.4f} bits per weight")
