# The powers of the standard deviation of a weight, half of the variance's.
powers = {"lr": 0.5, "batch size": -0.25, "1/(1-beta1)": 0, "phi": 0.25, "h": -0.5}
