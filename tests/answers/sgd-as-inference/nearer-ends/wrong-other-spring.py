# Held by weight decay, which pulls to zero and not to the start.
ends = {
    "full batch": train(500),
    "SGD": train(16),
    "held": train(500, lambda w, first: 5e-3 * w),
}
