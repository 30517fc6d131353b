# The full batch at twice the rate, as SGD.
ends = {
    "full batch": train(500),
    "SGD": train(500, lr=0.12),
    "held": train(500, spring),
}
