# Takes the rival to be behind by a whole standard deviation instead of half of one.
rivals_seeds = next(k for k in range(1, 100) if luck(k) >= 1)
