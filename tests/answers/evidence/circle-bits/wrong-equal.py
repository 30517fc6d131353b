# Takes the fourteen labellings to be equally probable.
answer_bits = np.log2(2 * len(angles))
