# The weights of the first layer are [3, 1], so that the network cannot be called.
answer_net = ReluNet(
    np.array([[1.0], [-1.0], [-1.0]]),
    np.array([0.0, 2.0, 4.0]),
    np.array([-2.0, 2.0, -3.0]),
    9.0,
)
answer_x = np.array([-2.0, 0.0, 2.0, 4.0, 5.0])
