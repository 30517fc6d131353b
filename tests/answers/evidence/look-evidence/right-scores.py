# Sums the expected scores of B's predictions, label by label, and needs no `betaln`.
fixed = THETA * np.log(FIXED) + (1 - THETA) * np.log(1 - FIXED)
total, answer_evidence = 0.0, 0
while answer_evidence == 0 or total <= 0:
    n = answer_evidence
    for k in range(n + 1):
        chance = (k + 1) / (n + 2)
        score = THETA * np.log(chance) + (1 - THETA) * np.log(1 - chance)
        total += binom.pmf(k, n, THETA) * (score - fixed)
    answer_evidence = n + 1
