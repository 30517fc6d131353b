# Follows the flow in eigenvectors by a solver, to the event.
def fit_time(gram, y, share):
    """Time at which |r|² is share times |y|², for 0 < share < 1, or inf."""
    rates, vectors = np.linalg.eigh(gram)
    rates = np.where(rates > 1e-10 * rates[-1], rates, 0)
    start = vectors.T @ y
    if np.sum(start[rates == 0] ** 2) >= share * np.sum(y**2):
        return np.inf

    def there(_, r):
        return np.log(np.sum(r**2) / np.sum(y**2) / share)

    there.terminal = True
    how = dict(method="LSODA", rtol=1e-9, atol=1e-11)
    late = 1e4 / rates[rates > 0].min()
    run = solve_ivp(lambda _, r: -rates * r, (0, late), start, events=there, **how)
    return run.t_events[0][0]
