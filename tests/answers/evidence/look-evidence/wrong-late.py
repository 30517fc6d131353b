# Counts the label after the one at which B takes the lead.
def lead(n):
    k = np.arange(n + 1)
    fixed = k * np.log(FIXED) + (n - k) * np.log(1 - FIXED)
    return binom.pmf(k, n, THETA) @ (betaln(k + 1, n - k + 1) - fixed)


answer_evidence = 1 + next(n for n in itertools.count(1) if lead(n) > 0)
