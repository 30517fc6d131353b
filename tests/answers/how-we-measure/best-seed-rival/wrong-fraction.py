# Solves the asymptote √(2 ln K) = 1/2, and does not give a whole number.
rivals_seeds = np.exp(0.5**2 / 2)
