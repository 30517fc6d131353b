# It is relative to the number of steps, and not in steps.
steps = travel_steps(wide, 0.05, 0.5, 0.1, np.pi / 2 - 0.1)
answer_spread = np.sqrt(2 / steps)
print(f"{steps:.0f} steps, give or take {answer_spread:.3f}")
