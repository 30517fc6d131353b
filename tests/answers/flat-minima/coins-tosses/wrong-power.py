# It counts each sequence as a coin, and asks for 2 to the power N.
answer_tosses = int(np.ceil(np.log2(100)))
