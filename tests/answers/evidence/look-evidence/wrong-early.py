# Is five labels too early, a number read off a coarse simulation.
answer_evidence = 57
