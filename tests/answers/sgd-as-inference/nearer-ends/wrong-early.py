# Held by stopping early, without a spring.
ends = {
    "full batch": train(500),
    "SGD": train(16),
    "held": train(500, steps=120),
}
