# With 112 examples the output is zero and gradient descent not yet right.
minus, plus_own, minus_own, loud = 1, 4, 6, 4 / 20
while (1 - loud) * 3 * minus_own**2 - (1 + loud) * plus_own**2 > (
    4 * loud * 3 * minus + 1e-9
):
    minus += 1
answer_size = 4 * minus
