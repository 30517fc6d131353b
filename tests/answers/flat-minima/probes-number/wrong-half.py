# The variance of a Gaussian's square is taken for one, so that the number is halved.
spectrum = 1 / np.arange(1, 301) ** 2
answer_probes = (spectrum**2).sum() / spectrum.sum() ** 2 / 0.05**2
print(f"{answer_probes:.0f} Gaussian probes")
