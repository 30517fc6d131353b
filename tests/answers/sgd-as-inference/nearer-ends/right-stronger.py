# A stronger spring, as NumPy arrays would be held.
ends = {}
ends["full batch"] = train(500)
ends["SGD"] = train(16)
ends["held"] = train(500, lambda w, first: 5e-3 * (w - first))
