# In single precision, with a rotation between the layers.
def cheapest(w, decays):
    """Factors with the product w and the least decay term."""
    left, s, right = np.linalg.svd(w.astype("float32"), full_matrices=False)
    depth, width = len(decays), len(s)
    turn = np.linalg.qr(
        np.arange(1.0, width * width + 1).reshape(width, width) + np.eye(width)
    )[0].astype("float32")
    root = np.diag(s ** (1 / depth))
    parts = [left @ root @ turn]
    parts += [turn.T @ root @ turn for _ in range(depth - 2)]
    parts += [turn.T @ root @ right]
    mean = np.exp(np.mean(np.log(decays)))
    return [p * np.float32((mean / d) ** 0.5) for p, d in zip(parts, decays)]
