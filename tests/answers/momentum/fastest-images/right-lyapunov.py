# The variances from Lyapunov's equation and the rates from the roots, at h = 3.
found = []
for lr, m in ((1 / 4, 1 / 4), (1 / 5, 0)):
    step = np.array([[1 - lr * 3, -lr * m], [3, m]])
    kick = np.array([[-lr], [1]])
    variance = solve_discrete_lyapunov(step, kick @ kick.T)[0, 0]
    slowest = m**0.5 if m else 1 - lr
    found.append(variance / np.log(1 / slowest))
images_ratio = found[0] / found[1]
print(f"the ball needs {images_ratio:.3f} times the images")
