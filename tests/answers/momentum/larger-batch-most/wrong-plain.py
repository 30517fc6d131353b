# What is possible without momentum.
largest_factor = 1 / (0.1 * 5)
print(f"the batch may be {largest_factor:.1f} times larger")
