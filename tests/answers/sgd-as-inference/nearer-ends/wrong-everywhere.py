# The spring on SGD and on the full batch, too.
ends = {
    "full batch": train(500, spring),
    "SGD": train(16, spring),
    "held": train(500, spring),
}
