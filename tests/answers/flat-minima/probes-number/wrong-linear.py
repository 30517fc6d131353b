# The error is taken to fall as one over the number of probes, without the root.
spectrum = 1 / np.arange(1, 301) ** 2
answer_probes = np.sqrt(2 * (spectrum**2).sum()) / spectrum.sum() / 0.05
print(f"{answer_probes:.0f} Gaussian probes")
