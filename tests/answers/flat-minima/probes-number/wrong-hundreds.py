# It is a round guess, three hundred in place of 321.
answer_probes = 300
print(f"{answer_probes:.0f} Gaussian probes")
