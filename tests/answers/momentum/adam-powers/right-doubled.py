# Each power is read off a formula for the variance by doubling one number.
names = ["lr", "batch size", "1/(1-beta1)", "phi", "h"]


def adam_heat(lr, batch_size, memory, phi, h):
    """Stationary variance where the noise rules; the memory does not matter."""
    effective = lr * np.sqrt(batch_size / phi)
    return effective * phi / batch_size / (2 * h)


powers = {}
for place, name in enumerate(names):
    doubled = [2.0 if k == place else 1.0 for k in range(5)]
    powers[name] = np.log2(adam_heat(*doubled) / adam_heat(1, 1, 1, 1, 1))
