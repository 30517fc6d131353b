# Where gradient descent with the full batch diverges.
answer_edge = 2.0
