# Gives the entropy in nats.
edges = np.sort(np.r_[angles + np.pi / 2, angles - np.pi / 2] % (2 * np.pi))
share = np.diff(np.r_[edges, edges[0] + 2 * np.pi]) / (2 * np.pi)
answer_bits = -np.sum(share * np.log(share))
