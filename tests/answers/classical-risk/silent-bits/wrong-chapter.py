# What the theorem of the chapter allows, by Hoeffding's inequality.
answer_bits = (2000 * 0.1**2 - np.log(40)) / np.log(2)
