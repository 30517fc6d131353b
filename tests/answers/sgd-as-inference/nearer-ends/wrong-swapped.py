# SGD and the full batch under each other's names.
ends = {"full batch": train(16), "SGD": train(500), "held": train(500, spring)}
