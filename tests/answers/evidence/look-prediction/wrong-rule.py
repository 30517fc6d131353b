# Trusts the rule of thumb 1/(2n), which is for large n.
lost = THETA * np.log(THETA / FIXED) + (1 - THETA) * np.log((1 - THETA) / (1 - FIXED))
answer_prediction = int(np.ceil(1 / (2 * lost)))
