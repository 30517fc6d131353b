# Gives the greatest number of seeds that does not suffice.
rivals_seeds = max(k for k in range(1, 100) if luck(k) < 0.5)
