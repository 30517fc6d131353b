# Above the largest factor, 62.25, where no settings meet the demands.
largest_factor = 62.5
print(f"the batch may be {largest_factor:.1f} times larger")
