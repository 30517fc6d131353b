# It is in nats and not in bits.
answer_interval = np.log(2 * np.pi * np.e / 12) / 2
print(f"the rounding sender loses {answer_interval:.4f} bits per weight")
