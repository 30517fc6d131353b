# Lets a label change only once in a full turn, and finds seven arcs.
edges = np.sort((angles + np.pi / 2) % (2 * np.pi))
share = np.diff(np.r_[edges, edges[0] + 2 * np.pi]) / (2 * np.pi)
answer_bits = -np.sum(share * np.log2(share))
