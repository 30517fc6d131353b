# The average of gradients is taken to heat as undampened momentum does.
powers = {"lr": 1, "batch size": -0.5, "1/(1-beta1)": 1, "phi": 0.5, "h": -1}
