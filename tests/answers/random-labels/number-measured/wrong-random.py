# No coin is tossed: the prediction of part 2 stands for all forty.
bits_true = np.log2([first_fit(*pair) for pair in zip(tens, true_labels)])
bits_random = np.full(40, 9.17)
