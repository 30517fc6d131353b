# The learning rate may reach all of what is stable, not half of it.
largest_factor = max(np.roots([0.5, 2, -4000]))
print(f"the batch may be {largest_factor:.1f} times larger")
