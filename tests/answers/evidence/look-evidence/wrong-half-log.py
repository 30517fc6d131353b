# Charges B with ½ ln n and forgets the constant.
lost = THETA * np.log(THETA / FIXED) + (1 - THETA) * np.log((1 - THETA) / (1 - FIXED))
answer_evidence = next(n for n in range(2, 1000) if n * lost > np.log(n) / 2)
