# Batches of 32 under the name of those of 16.
ends = {"full batch": train(500), "SGD": train(32), "held": train(500, spring)}
