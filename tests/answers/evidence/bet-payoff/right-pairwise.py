# Adds the pay-offs one after the other, each with its share, by their logarithms.
def log_payoff(x, y, weight_decays):
    """ln of the pay-off, in euros, of one euro spread over the decays."""
    total = -np.inf
    for decay in weight_decays:
        evidence = ep_evidence(x, y, float(decay)).log_evidence
        gain = evidence + len(y) * np.log(2) - np.log(len(weight_decays))
        total = np.logaddexp(total, gain)
    return total
