# Two digits instead of three: the root is 2.557.
answer_tau = 2.6
