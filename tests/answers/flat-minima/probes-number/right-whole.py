# It counts up to the least whole number of probes that is enough.
spectrum = [1 / j**2 for j in range(1, 301)]
one = (2 * sum(v * v for v in spectrum)) ** 0.5 / sum(spectrum)
answer_probes = 1
while one / answer_probes**0.5 > 0.05:
    answer_probes += 1
print(f"{answer_probes:.0f} Gaussian probes")
