# Three times the full batch.
w = train(500)
ends = {"full batch": w, "SGD": w, "held": w}
