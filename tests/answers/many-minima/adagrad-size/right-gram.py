# It solves with the Gram matrix of every size until the new output is negative.
def new_output(size):
    y = np.resize([1.0, 1.0, 1.0, -1.0], size)
    gram = 1 + 0.2 * np.outer(y, y) + np.diag(np.where(y > 0, 16, 36))
    return (1 - 0.2 * y) @ np.linalg.solve(gram, y)


answer_size = 8
while new_output(answer_size) > -1e-9:
    answer_size += 4
