# Goes through all thousand triples of labels.
chances = np.full(10, 0.04)
chances[0] += 0.6
answer_new = np.float64(0)
for i, j, k in itertools.product(range(10), repeat=3):
    said = j if j == k else i
    if said != 0:
        answer_new += chances[i] * chances[j] * chances[k]
