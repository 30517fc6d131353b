# No spring as one of strength zero, and a spring in a function.
held = train(500, lambda w, start: spring(w, start))
free = [train(size, lambda w, start: 0 * w) for size in (500, 16)]
ends = dict(zip(("full batch", "SGD", "held"), (*free, held)))
