# All arms point to the right, as in part 2: three changes of label and not four.
answer_net = ReluNet(
    np.ones((1, 3)),
    np.array([0.0, -2.0, -4.0]),
    np.array([-1.0, 2.0, -2.0]),
    1.0,
)
answer_x = np.array([-1.0, 2.0, 4.0, 6.0, 8.0])
