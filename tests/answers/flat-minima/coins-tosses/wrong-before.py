# It is the last number of tosses that tells fewer than a hundred coins apart.
def coins(n):
    k = np.arange(n + 1)
    log_choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.exp(log_choose + xlogy(k, k / n) + xlogy(n - k, 1 - k / n)).sum()


answer_tosses = max(n for n in range(6000, 7000) if coins(n) < 100)
