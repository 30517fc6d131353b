assert np.allclose(mean([1] * 7 + [0]), 0.875), "the hidden seven of eight"
assert mean(np.zeros(3)) == 0
