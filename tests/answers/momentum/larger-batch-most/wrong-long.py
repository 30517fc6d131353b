# The law of long trainings of part 4, without the linear term.
largest_factor = np.sqrt(20_000 / (10 * 0.5))
print(f"the batch may be {largest_factor:.1f} times larger")
