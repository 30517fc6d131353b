# It adds up the terms in a loop, and finds the number by halving an interval.
def coins(n):
    total = 2.0  # no heads, and all
    for k in range(1, n):
        term = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
        total += np.exp(term + k * np.log(k / n) + (n - k) * np.log(1 - k / n))
    return total


low, high = 1, 10_000
while high - low > 1:
    middle = (low + high) // 2
    low, high = (low, middle) if coins(middle) >= 100 else (middle, high)
answer_tosses = np.int64(high)
