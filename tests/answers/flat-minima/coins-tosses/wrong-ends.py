# The sum leaves out no heads and all heads, as if 0 to the power 0 were nothing.
def coins(n):
    k = np.arange(1, n)
    log_choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.exp(log_choose + xlogy(k, k / n) + xlogy(n - k, 1 - k / n)).sum()


answer_tosses = next(n for n in range(6000, 7000) if coins(n) >= 100)
