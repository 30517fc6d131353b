# It is the number for 300 equal eigenvalues, the second of the questions.
answer_probes = 2 / 300 / 0.05**2
print(f"{answer_probes:.0f} Gaussian probes")
