# It takes the chapter's round quarter for the number, which is 0.2546.
answer_interval = 0.25
print(f"the rounding sender loses {answer_interval:.4f} bits per weight")
