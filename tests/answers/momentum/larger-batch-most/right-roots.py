# The positive root of the quadratic equation, found numerically.
largest_factor = np.roots([0.1 * 5, 1, -20_000 / 10]).max()
print(f"the batch may be {largest_factor:.1f} times larger")
