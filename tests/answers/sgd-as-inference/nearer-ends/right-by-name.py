# Arguments by name, and the defaults written out.
how = dict(steps=800, lr=0.06, momentum=0.9)
ends = {
    "SGD": train(batch_size=16, **how),
    "held": train(batch_size=500, pull=spring, **how),
    "full batch": train(batch_size=500, pull=None, **how),
}
