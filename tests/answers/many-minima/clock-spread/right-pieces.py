# It adds up two units of variance for each step, in pieces of the ellipse.
edges = np.linspace(0.1, np.pi / 2 - 0.1, 20_001)
phi = (edges[1:] + edges[:-1]) / 2
h = 4 * wide[0] * (wide[0] * np.cos(phi) ** 2 + wide[1] * np.sin(phi) ** 2)
way = (np.tan(phi) / wide[0] + 1 / np.tan(phi) / wide[1]) * np.diff(edges)
per_step = 2 * 0.05**2 * (wide[0] - wide[1]) * 2 * 0.5**2 / (2 - 0.05 * h)
answer_spread = float(np.sqrt((2 * way / per_step).sum()))
