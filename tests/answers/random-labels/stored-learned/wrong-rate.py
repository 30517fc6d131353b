# Puts the exceptions on the fast clock, which runs 1 + c times as fast.
answer_learned = np.log(1.8) / 51
