# A spring so strong that the networks do not fit.
ends = {
    "full batch": train(500),
    "SGD": train(16),
    "held": train(500, lambda w, first: 0.1 * (w - first)),
}
