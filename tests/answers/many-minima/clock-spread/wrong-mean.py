# It is the standard error of the mean of 200 chains, not the spread of one.
steps = travel_steps(wide, 0.05, 0.5, 0.1, np.pi / 2 - 0.1)
answer_spread = np.sqrt(2 * steps / 200)
print(f"{steps:.0f} steps, give or take {answer_spread:.0f}")
