# It takes a clock that ticks at random times, whose spread is the root of the number.
steps = travel_steps(wide, 0.05, 0.5, 0.1, np.pi / 2 - 0.1)
answer_spread = np.sqrt(steps)
print(f"{steps:.0f} steps, give or take {answer_spread:.0f}")
