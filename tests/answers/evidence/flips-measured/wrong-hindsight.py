# Takes the best decay of four in hindsight instead of spreading the euro.
def best_gain(share, seed):
    x, y = flipped(share, seed)
    return max(-ep_evidence(x, y, decay).log_evidence_ratio for decay in FLIP_DECAYS)


gains = np.array([[best_gain(share, seed) for share in SHARES] for seed in FLIP_SEEDS])
