# The expansion τ/3 for small τ is set to one half.
answer_tau = 3 / 2
