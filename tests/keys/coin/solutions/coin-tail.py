ways = sum(math.comb(n, heads) for heads in range(k, n + 1))
return ways / 2**n
