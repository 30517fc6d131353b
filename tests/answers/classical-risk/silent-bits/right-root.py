# Solves for the bits at which the bound without errors is 0.1.
answer_bits = brentq(
    lambda b: 1 - np.exp(-(b * np.log(2) + np.log(20)) / 1000) - 0.1, 0, 1000
)
