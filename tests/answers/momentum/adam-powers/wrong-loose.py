# The powers of B and φ are .4 instead of one half.
powers = {"lr": 1, "batch size": -0.4, "1/(1-beta1)": 0, "phi": 0.4, "h": -1}
