# Nats, not bits.
answer_bits = -1000 * np.log(0.9) - np.log(20)
