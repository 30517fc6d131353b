# Compares with the best of twenty seeds of the other method, not with their mean.
rivals_seeds = next(k for k in range(1, 1000) if luck(k) - 0.5 >= luck(20))
