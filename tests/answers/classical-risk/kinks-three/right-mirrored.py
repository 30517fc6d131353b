# Two arms to the right and one to the left, given as a list of inputs.
answer_net = ReluNet(
    np.array([[-1.0, 1.0, 1.0]]),
    np.array([0.0, 2.0, 4.0]),
    np.array([-2.0, 2.0, -3.0]),
    9,
)
answer_x = [-5, -4, -2, 0, 2]
