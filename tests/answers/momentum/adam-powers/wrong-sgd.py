# The powers of SGD with momentum.
powers = {"lr": 1, "batch size": -1, "1/(1-beta1)": 1, "phi": 1, "h": -1}
