# Takes the asymptote of B's cost for its cost, and is one label too early.
lost = THETA * np.log(THETA / FIXED) + (1 - THETA) * np.log((1 - THETA) / (1 - FIXED))
scale = 2 * np.pi * np.e * THETA * (1 - THETA)
behind = [n for n in range(1, 1000) if n * lost <= np.log(n / scale) / 2]
answer_evidence = max(behind) + 1
