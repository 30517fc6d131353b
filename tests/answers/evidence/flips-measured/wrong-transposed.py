# Has a row for each share and a column for each seed.
def spread_gain(share, seed):
    x, y = flipped(share, seed)
    single = [-ep_evidence(x, y, decay).log_evidence_ratio for decay in FLIP_DECAYS]
    return logsumexp(single) - np.log(len(single))


gains = np.array(
    [[spread_gain(share, seed) for seed in FLIP_SEEDS] for share in SHARES]
)
