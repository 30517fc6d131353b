# Fills the table entry by entry, and averages the pay-offs relative to the best.
gains = np.zeros((len(FLIP_SEEDS), len(SHARES)))
for s, seed in enumerate(FLIP_SEEDS):
    for k, share in enumerate(SHARES):
        x, y = flipped(share, seed)
        single = np.array(
            [
                ep_evidence(x, y, decay).log_evidence + len(y) * np.log(2)
                for decay in FLIP_DECAYS
            ]
        )
        best = single.max()
        gains[s, k] = best + np.log(np.mean(np.exp(single - best)))
