# The time for half of the way, as if the shared direction gave nothing.
answer_learned = np.log(2)
