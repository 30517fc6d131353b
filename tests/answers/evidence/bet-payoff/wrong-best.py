# Picks the best decay after seeing the labels, for which no euro was bet.
def log_payoff(x, y, weight_decays):
    """ln of the pay-off, in euros, of one euro spread over the decays."""
    single = [-ep_evidence(x, y, decay).log_evidence_ratio for decay in weight_decays]
    return max(single)
