# Chains are said never to diverge.
answer_edge = np.inf
