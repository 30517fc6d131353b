# Bets more on large decays than on small ones instead of dividing equally.
def log_payoff(x, y, weight_decays):
    """ln of the pay-off, in euros, of one euro spread over the decays."""
    decays, places = np.unique(weight_decays, return_inverse=True)
    single = [-ep_evidence(x, y, decay).log_evidence_ratio for decay in decays]
    share = (1 + places) / np.sum(1 + places)
    return logsumexp(np.take(single, places), b=share)
